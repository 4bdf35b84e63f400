"""Panels: paid women who co-design services. Kept apart from anonymous words by contract.

Here: what a panel, a member and her place on a panel are. `people`: joining, profile, safe contact,
agreements, leaving. `sessions`: the lifecycles of panels and sessions.
"""
