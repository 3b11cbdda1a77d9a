package io.mobula.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.JobException;
import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.ActorSource.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorChoiceTest {
    private static final Actor DEAD = actor("actor-aa01", "hits", State.DEAD);
    private static final Actor ALIVE = actor("actor-aa02", "hits", State.ALIVE);
    private static final Actor OTHER = actor("actor-bb03", "", State.ALIVE);
    private static final List<Actor> ALL = List.of(DEAD, ALIVE, OTHER);

    @Test
    void theLivingOfANameIsMeant() {
        assertEquals(Optional.of(ALIVE), ActorChoice.find(ALL, "hits"));
    }

    @Test
    void anIdOrItsBeginningIsUnderstood() {
        assertEquals(Optional.of(DEAD), ActorChoice.find(ALL, "actor-aa01"));
        assertEquals(Optional.of(OTHER), ActorChoice.find(ALL, "actor-b"));
        assertEquals(Optional.empty(), ActorChoice.find(ALL, "actor-c"));
    }

    @Test
    void aBeginningOfSeveralIsRefused() {
        var refusal = assertThrows(JobException.class, () -> ActorChoice.find(ALL, "actor-"));
        assertTrue(refusal.getMessage().startsWith("actor- could be any of 2 actors"), refusal.getMessage());
    }

    private static Actor actor(String id, String name, State state) {
        return new Actor(
                id,
                Optional.of(name).filter(text -> !text.isEmpty()),
                "Counter",
                state,
                Optional.empty(),
                0,
                "driver-1",
                Optional.empty());
    }
}
