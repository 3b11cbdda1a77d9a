package io.mobula.cli.job;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.ActorSource.State;
import java.util.List;
import java.util.Optional;

/** Which actor a person means: by its name, its id, or a beginning of it that no other has. Pure. */
public final class ActorChoice {
    /** {@code actor-} and eight digits, by which a node tells nameless actors apart. */
    private static final int SHORT_ID = 14;

    private ActorChoice() {}

    /** By which a node marks the lines of this actor: {@code (Counter actor hits }. */
    public static String voice(Actor actor) {
        String id = actor.id();
        String type = actor.type().substring(actor.type().lastIndexOf('$') + 1);
        return "(%s actor %s ".formatted(type, actor.name().orElse(id.substring(0, Math.min(SHORT_ID, id.length()))));
    }

    /** The living come before the dead. */
    public static Optional<Actor> find(List<Actor> actors, String word) {
        List<Actor> meant = actors.stream()
                .filter(actor -> actor.id().equals(word)
                        || actor.name().filter(word::equals).isPresent())
                .toList();
        if (meant.isEmpty())
            meant = actors.stream().filter(actor -> actor.id().startsWith(word)).toList();
        List<Actor> living =
                meant.stream().filter(actor -> actor.state() != State.DEAD).toList();
        List<Actor> found = living.isEmpty() ? meant : living;
        if (found.size() > 1)
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN,
                    "%s could be any of %d actors, the first of them %s. Write the whole id, as `mobula actors` lists it"
                            .formatted(word, found.size(), found.getFirst().id()),
                    null);
        return found.stream().findFirst();
    }
}
