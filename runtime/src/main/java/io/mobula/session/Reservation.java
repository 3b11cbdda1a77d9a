package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.message.Demand;
import io.mobula.process.GroupBook;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Waits until a placement group is ready, or can never be, or the time is up. */
final class Reservation {
    static final long GROUP_CODE = 0x67726f7570L;

    private final Engine engine;
    private final GroupSpec spec;
    private final String what;

    Reservation(MobulaSession session, GroupSpec spec) {
        session.checkOpen();
        this.engine = session.engine();
        this.spec = spec;
        this.what = "Placement group " + (spec.name().isEmpty() ? spec.id().toString() : spec.name());
    }

    PlacementGroup wait(Duration atMost) {
        long deadline = System.nanoTime() + CellRef.nanos(atMost);
        GroupBook book = engine.process().groups();
        CompletableFuture<GroupRecord> settled = book.settled(spec.id());
        boolean ready = false;
        try {
            create(deadline);
            GroupRecord record = Waiting.forFuture(settled, what, deadline);
            if (record == null) throw timedOut(atMost);
            if (record.state() instanceof GroupRecord.Removed(String why)) throw infeasible(why);
            ready = true;
            return new ReservedGroup(spec, engine);
        } finally {
            book.forget(spec.id());
            if (!ready) engine.process().tell(new DirectoryRequest.RemoveGroup(spec.id(), "it was not waited for"));
        }
    }

    private void create(long deadline) {
        CompletableFuture<DirectoryReply> answer =
                engine.process().directory().ask(new DirectoryRequest.CreateGroup(spec));
        switch (Waiting.forFuture(answer, what, deadline)) {
            case DirectoryReply.FoundGroup(GroupRecord record) -> engine.process().directory().learn(record);
            case DirectoryReply.Refused(String why) -> throw infeasible(why);
            case null, default -> {} // the time is up, which the caller sees
        }
    }

    private PlacementException infeasible(String why) {
        return new PlacementException(
                ErrorCode.PLACEMENT_INFEASIBLE,
                what + " cannot be reserved: " + why + ". " + asked() + ". Ask for less, or add nodes",
                null);
    }

    private PlacementException timedOut(Duration atMost) {
        GroupRecord record = engine.process().groups().latest(spec.id());
        String why = record != null && record.state() instanceof GroupRecord.Waiting(String reason)
                ? reason
                : "not every node had made room";
        return new PlacementException(
                ErrorCode.PLACEMENT_TIMED_OUT,
                "%s was not reserved within %,d ms: %s. %s. Wait longer, ask for less, or end what takes the resources"
                        .formatted(what, atMost.toMillis(), why, asked()),
                null);
    }

    private String asked() {
        return "It asks for " + spec.bundles().size() + " bundles (" + spec.strategy() + "): "
                + spec.bundles().stream().distinct().map(Demand::toString).collect(Collectors.joining("; ")) + ", of "
                + Demands.of(new ViewedCluster(engine.view(), engine.traffic()).capacity());
    }
}
