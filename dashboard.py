"""Entry: `streamlit run dashboard.py`. The menu and the page; nothing else. The list of pages: coalition/shell/menu.py."""

import streamlit as st
from streamlit.runtime import exists as in_session

if not in_session():  # imported by the server, once
    from coalition.shell import server

    server.prepare()
    app = st.App(__file__, lifespan=server.lifespan, routes=server.ROUTES, middleware=server.MIDDLEWARE)
else:  # run for a visitor, on every click
    from coalition.shell import door, menu, t, tighten
    from coalition.shell.trouble import in_sentences
    from coalition.shell.words import speak

    speak()
    about = t("Find service gaps and track meetings.")
    st.set_page_config(page_icon="/app/static/icon.png", layout="wide", menu_items={"About": about})
    tighten()
    page = menu.route()
    door.enter()
    with in_sentences():
        try:
            page.run()
        finally:
            menu.remember()
