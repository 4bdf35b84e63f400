"""What happened after decisions that were published: who has to say so, and by when."""
