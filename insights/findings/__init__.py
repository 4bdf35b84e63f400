"""What a pack concludes: findings, recommendations, and the decisions they lead to."""
