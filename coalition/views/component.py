"""Components of our own, their scripts as files of this server: the content security policy allows no other script.

A script's address changes with what is in it, so that a browser may keep it (`serving.compressed`).

Streamlit serves such files for installed packages only, and reads their manifests when it starts. This package is not
installed, so its manifest is told where a component is first drawn; also in tests, each of which has a runtime of its own.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

PACKAGE = "coalition"
"""First part of the names of our components; `shell.door` lets the files of these through."""

_ROOT = '<div class="frame"><div class="root"></div></div>'

Mount = Callable[..., Any]
"""Draws a component: `data`, `key`, `on_<event>_change`; returns what it handed back, as attributes.

The script gets the data as a text: values would be looked through for frames, and be written as JSON twice.
"""


def component(name: str, folder: Path, *, script: str, css: str) -> Mount:
    """A component whose script is a file.

    Args:
        name: of the component; unique.
        folder: where the script lies, and nothing that nobody may read.
        script: name of the file; it exports a function as Streamlit's components do. It fills an empty
            `.frame > .root`.
        css: style rules.
    """
    marked = f"{name}_{hashlib.sha256((folder / script).read_bytes()).hexdigest()[:12]}"
    full = f"{PACKAGE}.{marked}"
    manifest = ComponentManifest(PACKAGE, "1", [ComponentConfig(marked, folder.name)])

    drawn: list[Mount] = []

    def mount(data: dict[str, Any], **asked: Any) -> Any:
        manager = get_bidi_component_manager()
        if manager.get_component_asset_root(full) is None:
            manager.register_from_manifest(manifest, folder.parent)
        if not drawn:
            drawn.append(st.components.v2.component(full, html=_ROOT, css=css, js=script))
        return drawn[0](data=json.dumps(data, ensure_ascii=False), **asked)

    return mount
