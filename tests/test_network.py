"""How joined-up the members are: by hand, by published examples, and by networkx on any coalition."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.network import (
    Web,
    distance_fragmentation,
    fragmentation,
    fragmentation_without,
    measures,
    parts_without,
    pieces_without,
    places,
    sectors_apart,
    sparse,
    web,
)
from coalition.network.together import came_together
from tests.support.examples import examples


def of(graph: nx.Graph) -> Web:
    ends = list(graph.edges)
    return web(graph.nodes, [one for one, _ in ends], [other for _, other in ends])


CLUB = nx.karate_club_graph()
CLUBS = [CLUB.nodes[member]["club"] for member in CLUB]


def test_zacharys_karate_club_measures_as_published() -> None:
    found = measures(of(CLUB), CLUBS)
    assert (found.members, found.tied, found.ties, found.islands, found.largest) == (34, 34, 78, 1, 34)
    assert found.density == pytest.approx(0.139, abs=5e-4)
    assert found.centralization == pytest.approx(0.3996, abs=5e-5)
    assert found.fragmentation == 0
    assert found.by_distance == pytest.approx(1 - nx.global_efficiency(CLUB))
    assert found.ei == pytest.approx((11 - 67) / 78)  # 11 friendships cross the split of the club
    assert found.ei_rescaled == pytest.approx((11 / 289 - 67 / 272) / (11 / 289 + 67 / 272))
    assert pieces_without(of(CLUB)) == {0: [27, 5, 1]}  # only the instructor holds others together


def test_a_star_is_all_centralized_and_falls_apart_without_its_middle() -> None:
    star = of(nx.star_graph(5))
    found = measures(star, [None] * 6)
    assert (found.centralization, found.density, found.fragmentation) == (1, pytest.approx(1 / 3), 0)
    assert found.by_distance == pytest.approx(1 - (5 + 10 / 2) / 15)
    assert pieces_without(star) == {0: [1, 1, 1, 1, 1]}
    assert fragmentation_without(star, pieces_without(star)).tolist() == [1, 0, 0, 0, 0, 0]


def test_two_cliques_are_two_islands_and_one_tie_makes_two_bridges() -> None:
    apart = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    sectors = ["ngo"] * 4 + ["police"] * 3
    found = measures(of(apart), sectors)
    assert (found.islands, found.largest, found.centralization) == (2, 4, pytest.approx((0 * 4 + 1 * 3) / 30))
    assert found.fragmentation == pytest.approx(1 - (12 + 6) / 42)
    assert (found.ei, found.ei_rescaled) == (-1, -1)
    assert sectors_apart(of(apart), sectors) == {
        ("ngo", "ngo"): (6, 6),
        ("ngo", "police"): (0, 12),
        ("police", "police"): (3, 3),
    }
    joined = nx.Graph([*apart.edges, (3, 4)])
    assert pieces_without(of(joined)) == {3: [3, 3], 4: [4, 2]}
    assert [part.tolist() for part in parts_without(of(joined), 3)] == [[0, 1, 2], [4, 5, 6]]


def test_what_is_not_defined_is_not_a_number() -> None:
    nobody, one, two = (measures(web(range(n), [], []), ["ngo"] * n) for n in range(3))
    assert (nobody.density, nobody.fragmentation, one.density, one.fragmentation) == (None,) * 4
    assert (two.density, two.fragmentation, two.by_distance) == (0, 1, 1)
    assert (two.centralization, two.ei, two.ei_rescaled) == (None, None, None)


def test_of_too_many_members_the_distances_are_not_worked_out() -> None:
    assert distance_fragmentation(web(range(500), [0], [1])) == pytest.approx(1 - 2 / (500 * 499))
    assert distance_fragmentation(web(range(501), [0], [1])) is None


TIES = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=30)


@settings(max_examples=examples(60), deadline=None)
@given(ties=TIES, size=st.integers(1, 12), sectors=st.lists(st.sampled_from(["ngo", "police", None]), min_size=12, max_size=12))
def test_any_coalition_measures_as_a_plain_count_of_all_its_pairs(
    ties: list[tuple[int, int]], size: int, sectors: list[str | None]
) -> None:
    found = web(range(size), [one for one, _ in ties], [other for _, other in ties])
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((one, other) for one, other in ties if one != other and max(one, other) < size)
    told = measures(found, sectors[:size])
    pairs = list(combinations(range(size), 2))
    joined = [nx.has_path(graph, *pair) for pair in pairs]
    assert told.ties == graph.number_of_edges()
    assert told.tied == sum(1 for _, degree in graph.degree if degree)
    assert told.islands == sum(1 for part in nx.connected_components(graph) if len(part) > 1)
    if pairs:
        assert told.density == pytest.approx(nx.density(graph))
        assert told.fragmentation == pytest.approx(1 - sum(joined) / len(pairs))
        assert told.by_distance == pytest.approx(1 - nx.global_efficiency(graph))
    sides = [(sectors[one], sectors[other]) for one, other in graph.edges if sectors[one] and sectors[other]]
    inside = sum(one == other for one, other in sides)
    assert told.ei == (None if not sides else pytest.approx((len(sides) - 2 * inside) / len(sides)))
    pieces = pieces_without(found)
    assert set(pieces) == set(nx.articulation_points(graph))
    for member, worse in enumerate(fragmentation_without(found, pieces).tolist()):
        rest = nx.restricted_view(graph, [member], [])
        if size > 2:
            assert worse == pytest.approx(fragmentation([len(part) for part in nx.connected_components(rest)]))
        own = sorted(len(part) for part in nx.connected_components(rest.subgraph(nx.node_connected_component(graph, member))))
        assert sorted(len(part) for part in parts_without(found, member)) == own
        assert member not in pieces or sorted(pieces[member]) == own


@settings(max_examples=examples(30), deadline=None)
@given(ties=TIES, forests=st.integers(1, 4))
def test_the_ties_that_are_drawn_hold_together_what_all_ties_do(ties: list[tuple[int, int]], forests: int) -> None:
    whole = web(range(14), [one for one, _ in ties], [other for _, other in ties])
    few = sparse(whole, forests)
    assert len(few.ones) <= forests * 13
    graphs = [nx.Graph(zip(one.ones.tolist(), one.others.tolist(), strict=True)) for one in (whole, few)]
    for gone in combinations(range(14), forests - 1):
        rest = [graph.subgraph(set(graph) - set(gone)) for graph in graphs]
        left, right = ({frozenset(part) for part in nx.connected_components(one) if len(part) > 1} for one in rest)
        assert left == right


def test_who_came_together_often_enough_is_tied() -> None:
    came = [(1, 7), (1, 8), (1, 9), (2, 7), (2, 8), (3, 7), (3, 9), (4, 9)]
    meetings, members = (np.array(part) for part in zip(*came, strict=True))
    assert [tuple(part.tolist()) for part in came_together(meetings, members, 2)] == [(7, 7), (8, 9)]
    assert [len(part) for part in came_together(meetings, members, 4)] == [0, 0]
    assert [len(part) for part in came_together(meetings[:0], members[:0], 1)] == [0, 0]


# --- the drawing ------------------------------------------------------------------------------------------------------


def test_the_drawing_is_the_same_today_and_hardly_another_one_tie_later() -> None:
    dice = np.random.default_rng(4)
    ends = dice.integers(1, 31, (2, 45))
    sectors: list[str | None] = ["ngo", "police", "health"] * 10
    before = places(web(range(1, 31), *ends), sectors)
    assert places(web(range(1, 31), *ends), sectors) == before
    moved = []
    for tie in dice.integers(1, 31, (12, 2, 1)):
        after = places(web(range(1, 31), *np.concatenate([ends, tie], axis=1)), sectors)
        moved.append(np.median([np.hypot(before[one].x - after[one].x, before[one].y - after[one].y) for one in before]))
    assert np.median(moved) < 0.05  # of the picture


def test_in_the_drawing_nobody_stands_on_another_and_who_is_alone_stands_below() -> None:
    ends = np.random.default_rng(5).integers(0, 120, (2, 300))
    found = places(web(range(150), *ends), [None] * 150)
    assert len(found) == 150
    spots = np.array([(place.x, place.y) for place in found.values()])
    assert spots.min() >= 0
    assert spots.max() <= 1
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1) * np.array([1150, 600])[:, None, None])
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 8  # pixels
    alone = [place.y for place in found.values() if place.is_alone]
    assert len(alone) >= 30
    assert max(alone) < min(place.y for place in found.values() if not place.is_alone)
