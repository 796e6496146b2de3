"""Random lives of a lecture: its seats add up and nobody waits beside a free one, whatever people do."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.lecturing.hall import Hall
from tests.village import Person

PEOPLE = 5
WHO = st.integers(0, PEOPLE - 1)


class LectureLife(RuleBasedStateMachine):
    """One lecture of two seats; everything goes the way of the real turns."""

    @initialize()
    def begin(self) -> None:
        self.hall = Hall()
        self.staff = self.hall.admin()
        self.people: list[Person] = [self.hall.joins(f"Joe {each}") for each in range(PEOPLE)]
        self.hall.holds(seats=2)

    @rule(who=WHO)
    def book(self, who: int) -> None:
        self.hall.books(self.people[who])

    @rule(who=WHO)
    def give_back(self, who: int) -> None:
        self.people[who].taps(data="lecture.leave.1")

    @rule(who=WHO)
    def leave_the_market(self, who: int) -> None:
        self.people[who].says("/forget")
        for _ in range(2):
            self.people[who].says("yes")
        self.people[who] = self.hall.joins(f"Ann {len(self.hall.village.people)}")

    @rule(seats=st.integers(1, 4))
    def change_seats(self, seats: int) -> None:
        self.staff.taps(data="lecturing.edit.1")
        if (
            self.hall.lecture().state == "open"
            and self.hall.village.now < self.hall.lecture().starts_at
        ):
            self.staff.taps("Seats")
            self.staff.says(str(seats))

    @rule(who=WHO, code=st.sampled_from(("0417", "1111")))
    def arrive(self, who: int, code: str) -> None:
        self.people[who].taps(data="lecture.here.1")
        self.people[who].says(code)
        self.people[who].says("/menu")

    @rule(who=WHO, what=st.sampled_from(("tick", "untick")))
    def tick(self, who: int, what: str) -> None:
        self.staff.taps(data=f"lecturing.{what}.1.{self.hall.id_of(self.people[who])}.0")

    @rule(hours=st.sampled_from((1, 20, 53)))
    def wait(self, hours: int) -> None:
        self.hall.village.passes(hours=hours)

    @invariant()
    def seats_add_up(self) -> None:
        if hasattr(self, "hall"):
            assert self.hall.is_sound()


def test_seats_add_up_whatever_people_do() -> None:
    quick = settings(
        max_examples=12,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LectureLife, settings=quick)
