"""How referrals fare."""
