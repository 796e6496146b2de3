"""Farmgate: a market, a school and a guard for smallholder farmers, on Telegram."""
