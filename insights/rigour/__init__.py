"""How several people make coding that strangers could defend: two coders, sign-off."""
