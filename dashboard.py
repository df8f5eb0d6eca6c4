"""Entry: `streamlit run dashboard.py`. The language, the list of pages; nothing else."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime import exists as in_session

if not in_session():  # imported by the server, once
    from coalition.shell import server

    server.prepare()
    app = st.App(__file__, lifespan=server.lifespan, routes=server.ROUTES, middleware=server.MIDDLEWARE)
else:  # run for a visitor, on every click
    from coalition.database import ROOT
    from coalition.shell import door, language_switch, t, tighten
    from coalition.shell.trouble import in_sentences

    PAGES = {  # file: (section of the menu, name, icon), in the order of the menu; the first is the landing page
        "overview": ("", "Overview", "home"),
        "present": ("In the meeting", "For the room", "slideshow"),
        "coverage": ("In the meeting", "Coverage", "grid_on"),
        "whom_to_call": ("In the meeting", "Whom to call", "call"),
        "referrals": ("In the meeting", "Referrals", "forward_to_inbox"),
        "protocol": ("In the meeting", "Protocol", "handshake"),
        "actions": ("In the meeting", "Actions", "checklist"),
        "changes": ("In the meeting", "Changes", "compare_arrows"),
        "participation": ("The members", "Participation", "groups"),
        "single_providers": ("The members", "Resting on one", "warning"),
        "referral_flow": ("The members", "Referral flow", "conversion_path"),
        "directory": ("The members", "Directory", "contacts"),
        "meetings": ("The records", "Meetings", "event"),
        "cases": ("The records", "Cases", "folder_shared"),
        "checklists": ("The records", "Checklists", "fact_check"),
        "import_data": ("The records", "Import", "upload_file"),
        "settings": ("The records", "Settings", "settings"),
        "formats": ("The records", "What can be read?", "description"),
    }
    LINKED = {"formats"}  # reached from the page that needs it, not from the menu

    st.set_page_config(
        page_title=t("Coalition"), page_icon=str(ROOT / "static" / "icon.png"), layout="wide", initial_sidebar_state=230
    )
    tighten()
    with st.sidebar:
        language_switch()
    existing = [name for name in PAGES if (ROOT / "pages" / f"{name}.py").exists()]
    menu: dict[str, list[StreamlitPage]] = {}
    for name in existing:
        section, title, icon = PAGES[name]
        menu.setdefault(t(section) if section else "", []).append(
            st.Page(
                ROOT / "pages" / f"{name}.py",
                title=t(title),
                icon=f":material/{icon}:",
                url_path=name.replace("_", "-"),
                default=name == existing[0],
                visibility="hidden" if name in LINKED else "visible",
            )
        )
    page = st.navigation(menu, expanded=True)
    door.enter()
    with in_sentences():
        page.run()
