package io.mobula.attach;

import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.code.Manifest;
import io.mobula.core.id.ProcessId;
import io.mobula.output.PendingLines;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the attach plane asks of its node. Called on connections' threads, several at a time. */
public interface AttachHost {
    /** Hashes of the manifest that this node has not stored. */
    List<String> missing(Manifest code);

    NodeStatus.Figures figures();

    /** @param top how many of the largest objects are named */
    NodeMemory memory(int top);

    /** Until when this node's certificate is good; empty if it has none. */
    default Optional<Instant> certificateEnd() {
        return Optional.empty();
    }

    /** About submitted jobs; refuses with a {@code MobulaException}. May take a second. */
    SubmitAnswer submitted(SubmitAsk ask);

    /** About what happened and happens here. */
    WatchAnswer watch(WatchAsk ask);

    /** The lines that bodies of this driver's job print here; none if it does not want them. */
    Optional<PendingLines> listen(ProcessId driver, Listening how);

    /** A driver has begun its job, with this node as its home. */
    void begun(HomeDriver driver);

    /** Stops the node in order. Called once at most, on a thread of its own, after whoever asked has been answered. */
    void stop();
}
