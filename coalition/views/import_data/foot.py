"""The foot of the window, which is always in sight: what a press leads to stands there, wherever the page was scrolled to."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

# Streamlit leaves room for a conversation around it; on a telephone the questions need that room. There, what follows a
# confirmed file stands in one column on the left: a second tap where Confirm was must meet nothing.
_LOW = """<style>
[data-testid="stBottomBlockContainer"] { padding: 0.7rem 2.2rem 0.8rem; }
[data-testid="stBottom"] > div { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
[class*="st-key-bar-"] { gap: 0.4rem 1rem; }
.stApp [class*="st-key-bar-"] p { font-size: 16px; line-height: 1.4; }
[class*="st-key-asked-undo"] { max-height: 38vh; overflow-y: auto; gap: 0.4rem; }
@media (max-width: 768px) {
  [data-testid="stBottomBlockContainer"] { padding: 0.5rem 1rem 0.6rem; }
  [class*="st-key-bar-"] p { line-height: 1.35; font-size: 0.95rem; max-height: 5.4em; overflow-y: auto; }
  .st-key-bar-files { flex-wrap: wrap !important; }
  .st-key-bar-files > :first-child { flex: 1 1 100% !important; min-width: 100%; }
  [class*="st-key-receipt-"] { flex-direction: column; align-items: flex-start; gap: 0.3rem; }
}
</style>"""


def foot() -> DeltaGenerator:
    """A place at the foot of the window, below those that were drawn before."""
    st.html(_LOW)
    return st.bottom.container(gap="xsmall")
