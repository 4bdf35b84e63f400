"""How a panel member comes in: by a code or a passkey, never with a password, by a door of her own.

What is allauth's stays here: panels themselves never import it.
"""
