"""Which referrals wait: the board, one referral, the form that sends one."""
