"""What voluntary and statutory bodies say: a way of their own, apart from women's, and not
anonymous. Nothing in here knows a response or a receipt."""
