package io.mobula.process;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import io.mobula.core.process.ProcessCore;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What this process asks of the directory, and what it hears from it. */
public final class DirectoryAccess {
    private static final long FIRST_PAUSE_NANOS = 100_000_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000_000L;
    /** How often an actor is looked up before it counts as forgotten: its handle may have come here faster than its creation got into the log. */
    private static final int LOOKS = 20;

    private static final long LOOK_AGAIN_NANOS = 250_000_000;

    private final DirectoryClient client;
    private final Timers timers;
    private final ActorBook actors;
    private final GroupBook groups;
    private final ProcessCore core;
    /** Of this process, and the directory has not answered yet. */
    private final Set<ActorId> starting = ConcurrentHashMap.newKeySet();

    DirectoryAccess(DirectoryClient client, Timers timers, ActorBook actors, GroupBook groups, ProcessCore core) {
        this.client = client;
        this.timers = timers;
        this.actors = actors;
        this.groups = groups;
        this.core = core;
    }

    /** Once, as the client does it. */
    public CompletableFuture<DirectoryReply> ask(DirectoryRequest request) {
        return client.ask(request).toCompletableFuture();
    }

    /** Asks again and again until there is an answer, or this process closes. */
    public CompletableFuture<DirectoryReply> askForLong(DirectoryRequest request) {
        var answer = new CompletableFuture<DirectoryReply>();
        ask(request, answer, FIRST_PAUSE_NANOS);
        return answer;
    }

    private void ask(DirectoryRequest request, CompletableFuture<DirectoryReply> answer, long pauseNanos) {
        var _ = client.ask(request).whenComplete((reply, failure) -> {
            if (failure == null) {
                answer.complete(reply);
                return;
            }
            var _ = timers.after(pauseNanos, () -> ask(request, answer, Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS)));
        });
    }

    /** Registers a new actor. Its calls may be made at once. */
    public CompletableFuture<DirectoryReply> create(DirectoryRequest.CreateActor request) {
        ActorSpec spec = request.spec();
        starting.add(spec.id());
        spec.handle().ifPresent(handle -> actors.standsFor(handle, spec.id()));
        return ask(request).whenComplete((reply, failure) -> {
            starting.remove(spec.id());
            if (failure != null) unanswered(spec, "the directory did not answer: " + failure.getMessage());
            else if (reply instanceof DirectoryReply.Found(ActorRecord actor)) learn(actor);
            else if (reply instanceof DirectoryReply.Refused(String why)) refused(spec, why);
            else if (reply instanceof DirectoryReply.NameTaken) refused(spec, "its name was taken");
        });
    }

    /** Nobody here has to do with it any more; should the request have arrived, or arrive yet, the directory must not keep it. */
    private void unanswered(ActorSpec spec, String why) {
        refused(spec, why);
        var _ = askForLong(new DirectoryRequest.EndActor(spec.id(), ActorEnd.UNREACHABLE, why));
    }

    /** It never was, and never will be. */
    private void refused(ActorSpec spec, String why) {
        learn(new ActorRecord(spec, Long.MAX_VALUE, 1, new ActorRecord.Dead(ActorEnd.INFEASIBLE, why, Opaque.EMPTY)));
    }

    public void learn(ActorRecord actor) {
        actors.learn(actor);
        core.learned(actor);
    }

    public void learn(GroupRecord group) {
        groups.learn(group);
        core.learned(group);
    }

    void lookUp(ActorId actor) {
        lookUp(actor, LOOKS);
    }

    private void lookUp(ActorId actor, int left) {
        if (starting.contains(actor)) return; // the answer to its creation tells
        var _ = askForLong(new DirectoryRequest.LookUpActor(actor)).thenAccept(reply -> {
            if (reply instanceof DirectoryReply.Found(ActorRecord found)) {
                learn(found);
            } else if (left == 0) {
                core.forgotten(actor);
            } else {
                var _ = timers.after(LOOK_AGAIN_NANOS, () -> lookUp(actor, left - 1));
            }
        });
    }

    /** Before the core hears of it. */
    void changed(DirectoryChange change) {
        change.groups().forEach(groups::learn);
        change.actors().forEach(actors::learn);
    }
}
