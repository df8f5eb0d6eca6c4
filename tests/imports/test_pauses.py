"""What a long file makes is not searched for garbage; what the server has set aside stays aside."""

import gc

from coalition.imports.reading import without_pauses


def test_the_search_for_garbage_is_on_again_afterwards_and_what_was_made_is_old() -> None:
    with without_pauses():
        assert not gc.isenabled()
        made = [[] for _ in range(1_000)]  # type: ignore[var-annotated]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    young = set(map(id, [*gc.get_objects(generation=0), *gc.get_objects(generation=1)]))
    assert all(gc.is_tracked(one) and id(one) not in young for one in made)


def test_what_was_set_aside_stays_aside() -> None:
    gc.freeze()
    try:
        aside = gc.get_freeze_count()
        with without_pauses():
            pass
        assert aside - 100 < gc.get_freeze_count() <= aside, "few of them are freed meanwhile, by whatever runs beside the test"
    finally:
        gc.unfreeze()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with without_pauses():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
