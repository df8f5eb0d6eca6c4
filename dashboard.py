"""Entry: `streamlit run dashboard.py`. The language, the list of pages; nothing else."""

import streamlit as st
from streamlit.runtime import exists as in_session

if not in_session():  # imported by the server, once
    from coalition.shell import server

    server.prepare()
    app = st.App(__file__, lifespan=server.lifespan, routes=server.ROUTES, middleware=server.MIDDLEWARE)
else:  # run for a visitor, on every click
    from coalition.database import ROOT, DatabaseUnreachable
    from coalition.shell import language_switch, t, tighten

    PAGES = {  # file: (name, icon), in the order of the menu; the first is the landing page
        "overview": ("Overview", "home"),
        "coverage": ("Coverage", "grid_on"),
        "participation": ("Participation", "groups"),
        "meetings": ("Meetings", "event"),
        "directory": ("Directory", "contacts"),
        "cases": ("Cases", "folder_shared"),
        "import_data": ("Import", "upload_file"),
        "settings": ("Settings", "settings"),
        "formats": ("What can be read?", "description"),
    }
    LINKED = {"formats"}  # reached from the page that needs it, not from the menu

    st.set_page_config(
        page_title=t("Coalition"), page_icon=str(ROOT / "static" / "icon.png"), layout="wide", initial_sidebar_state=230
    )
    tighten()
    with st.sidebar:
        language_switch()
    existing = [name for name in PAGES if (ROOT / "pages" / f"{name}.py").exists()]
    page = st.navigation(
        [
            st.Page(
                ROOT / "pages" / f"{name}.py",
                title=t(PAGES[name][0]),
                icon=f":material/{PAGES[name][1]}:",
                url_path=name.replace("_", "-"),
                default=name == existing[0],
                visibility="hidden" if name in LINKED else "visible",
            )
            for name in existing
        ]
    )
    try:
        page.run()
    except DatabaseUnreachable as problem:  # a full disk, a protected file: a sentence, nothing half done
        st.error(t(str(problem)), icon=":material/error:")
