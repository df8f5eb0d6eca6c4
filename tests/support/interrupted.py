"""The session of a page that another click interrupts."""

from typing import Any

from streamlit.runtime.scriptrunner import RerunData, RerunException


class Interrupted(dict[str, Any]):
    """The next click interrupts a script wherever it asks its session: here the n-th time, and once."""

    def __init__(self, asked: int, **values: Any) -> None:
        super().__init__(values)
        self.left = asked

    def _ask(self) -> None:
        self.left -= 1
        if not self.left:
            raise RerunException(RerunData())

    def __getitem__(self, key: str) -> Any:
        self._ask()
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: Any) -> None:
        self._ask()
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        self._ask()
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._ask()
        return super().get(key, default)

    def pop(self, key: str, default: Any = None) -> Any:
        self._ask()
        return super().pop(key, default)

    def setdefault(self, key: str, default: Any = None) -> Any:
        self._ask()
        return super().setdefault(key, default)
