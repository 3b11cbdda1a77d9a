package io.mobula.control;

import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.DirectoryLeader;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What the directory is asked, on its way into the log: one entry is under way at a time, and takes with it all that came meanwhile. So the log's round trip bounds the delay and not the rate, and
 * every entry is decided on the state that it will meet.
 *
 * <p>Confined to the leader.
 */
final class DirectoryDesk {
    /** Requests in one entry. */
    static final int REQUESTS_PER_ENTRY = 256;

    /** Of requests in one entry, beyond its first: an entry has to fit into the log's buffers. */
    static final int BYTES_PER_ENTRY = 1 << 20;

    /** Beyond so many, requests are dropped: their agents repeat them. */
    static final int QUEUE_LIMIT = 20_000;

    private final DirectoryLeader decisions;
    private final Map<UUID, Asked> queue = new LinkedHashMap<>();
    private Map<UUID, Asked> underWay = Map.of();
    private boolean logging;

    private record Asked(DirectoryRequest request, Consumer<DirectoryReply> answer) {}

    /** @param answers one for each reply that comes back, in order */
    record Batch(ControlEntry.Directed entry, List<Consumer<DirectoryReply>> answers) {
        void answer(List<DirectoryReply> replies) {
            for (int i = 0; i < replies.size(); i++) answers.get(i).accept(replies.get(i));
        }
    }

    DirectoryDesk(DirectoryLeader decisions) {
        this.decisions = decisions;
    }

    /** @param id the same for every repetition; one that is here already is not taken again */
    void ask(UUID id, DirectoryRequest request, Consumer<DirectoryReply> answer) {
        if (!underWay.containsKey(id) && queue.size() < QUEUE_LIMIT) queue.putIfAbsent(id, new Asked(request, answer));
    }

    /** The next entry; none while one is under way, or if there is nothing to do. Whoever takes it calls {@link #logged} in the end. */
    Optional<Batch> next(ControlState state, long nowNanos) {
        if (logging) return Optional.empty();
        Map<UUID, Asked> taken = take();
        List<DirectoryEntry> steps = decisions.steps(
                state, taken.values().stream().map(Asked::request).toList(), nowNanos);
        if (steps.isEmpty()) return Optional.empty();
        logging = true;
        underWay = taken;
        return Optional.of(new Batch(
                new ControlEntry.Directed(steps),
                taken.values().stream().map(Asked::answer).toList()));
    }

    private Map<UUID, Asked> take() {
        var taken = new LinkedHashMap<UUID, Asked>();
        long bytes = 0;
        for (Iterator<Map.Entry<UUID, Asked>> each = queue.entrySet().iterator(); each.hasNext(); ) {
            var one = each.next();
            bytes += bytes(one.getValue().request());
            if (taken.size() >= REQUESTS_PER_ENTRY || (bytes > BYTES_PER_ENTRY && !taken.isEmpty())) break;
            taken.put(one.getKey(), one.getValue());
            each.remove();
        }
        return taken;
    }

    /** The log has answered, or has failed; then the agents ask again. */
    void logged() {
        logging = false;
        underWay = Map.of();
    }

    /** What can be long in a request. */
    private static long bytes(DirectoryRequest request) {
        return switch (request) {
            case DirectoryRequest.CreateActor create -> create.creation().bytes().length;
            case DirectoryRequest.SaveSnapshot save -> save.state().bytes().length;
            case DirectoryRequest.ActorEnded ended -> ended.failure().bytes().length;
            case DirectoryRequest.CreateGroup create -> 64L * create.spec().bundles().size();
            case DirectoryRequest.FindActor _,
                    DirectoryRequest.LookUpActor _,
                    DirectoryRequest.FetchCreation _,
                    DirectoryRequest.EndActor _,
                    DirectoryRequest.ActorStarted _,
                    DirectoryRequest.BundleReserved _,
                    DirectoryRequest.RemoveGroup _ -> 0;
        };
    }
}
