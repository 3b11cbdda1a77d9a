package io.mobula.session;

import io.mobula.api.ObjectId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.wire.value.Encoded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that an actor's callers have not acknowledged: of this life, and those of earlier ones that came with its snapshot. */
final class SavedAnswers {
    private record Key(ProcessId caller, long call) {
        static Key of(HostedTask call) {
            return new Key(call.owner, call.push.task());
        }
    }

    /** As it is saved: who called, and what he gets. */
    private record Answer(ObjectId object, Outcome outcome) {}

    private enum Kind {
        VALUE,
        FAILURE,
        /** It was too large for a message, or held refs: it died with its node. */
        LOST
    }

    private final Map<Key, Answer> present = new LinkedHashMap<>();
    private final Map<Key, Answer> earlier = new LinkedHashMap<>();

    synchronized void add(HostedTask call, Outcome outcome) {
        if (outcome instanceof Outcome.Failed(Failure failure) && !(failure instanceof Failure.Application)) return;
        present.put(Key.of(call), new Answer(call.push.id().object(ObjectKind.RESULT, 0), outcome));
    }

    synchronized void remove(HostedTask call) {
        present.remove(Key.of(call));
        earlier.remove(Key.of(call));
    }

    synchronized @Nullable Outcome ofEarlierLife(HostedTask call) {
        Answer answer = earlier.get(Key.of(call));
        return answer == null ? null : answer.outcome();
    }

    synchronized Object[] parts() {
        var parts = new ArrayList<Object>();
        for (Map<Key, Answer> answers : List.of(earlier, present))
            answers.forEach((key, answer) -> parts.add(part(key, answer)));
        return parts.toArray();
    }

    private static Object[] part(Key key, Answer answer) {
        ProcessId caller = key.caller();
        Kind kind = kind(answer.outcome());
        return new Object[] {
            caller.isNode(),
            new int[] {caller.number(), caller.executor(), caller.incarnation()},
            new long[] {key.call(), answer.object().high(), answer.object().low()},
            kind.name(),
            bytes(answer.outcome(), kind),
            types(answer.outcome())
        };
    }

    private static Kind kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inline inline ->
                inline.inside().isEmpty() && inline.value() instanceof Encoded ? Kind.VALUE : Kind.LOST;
            case Outcome.Stored _ -> Kind.LOST;
            case Outcome.Failed(Failure.Application failure) ->
                failure.error() instanceof Encoded error && error.refs().isEmpty() ? Kind.FAILURE : Kind.LOST;
            case Outcome.Failed _ -> Kind.LOST;
        };
    }

    private static byte[] bytes(Outcome outcome, Kind kind) {
        return switch (kind) {
            case VALUE -> ((Encoded) ((Outcome.Inline) outcome).value()).bytes();
            case FAILURE -> ((Encoded) application(outcome).error()).bytes();
            case LOST -> new byte[0];
        };
    }

    private static Failure.Application application(Outcome outcome) {
        return (Failure.Application) ((Outcome.Failed) outcome).failure();
    }

    private static String[] types(Outcome outcome) {
        return kind(outcome) == Kind.FAILURE ? application(outcome).types().toArray(String[]::new) : new String[0];
    }

    synchronized void restore(Object[] parts) {
        for (Object part : parts) restoreOne((Object[]) part);
    }

    private void restoreOne(Object[] part) {
        int[] caller = (int[]) part[1];
        long[] numbers = (long[]) part[2];
        var id = new ProcessId(
                (boolean) part[0] ? ProcessId.Kind.NODE : ProcessId.Kind.DRIVER, caller[0], caller[1], caller[2]);
        var object = new ObjectId(numbers[1], numbers[2]);
        var value = new Encoded((byte[]) part[4], List.of());
        Outcome outcome = switch (Kind.valueOf((String) part[3])) {
            case VALUE -> new Outcome.Inline(value, List.of());
            case FAILURE -> new Outcome.Failed(new Failure.Application(value, List.of((String[]) part[5])));
            case LOST ->
                new Outcome.Failed(
                        new Failure.CopyLost(new RefKey(object, id, numbers[0]), id, Failure.CopyLost.Why.NO_TASK));
        };
        earlier.put(new Key(id, numbers[0]), new Answer(object, outcome));
    }
}
