package io.mobula.attach;

import io.mobula.code.Manifest;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the attach plane asks of its node. Called on connections' threads, several at a time. */
public interface AttachHost {
    /** Hashes of the manifest that this node has not stored. */
    List<String> missing(Manifest code);

    NodeStatus.Figures figures();

    /** Until when this node's certificate is good; empty if it has none. */
    default Optional<Instant> certificateEnd() {
        return Optional.empty();
    }

    /** About submitted jobs; refuses with a {@code MobulaException}. May take a second. */
    SubmitAnswer submitted(SubmitAsk ask);

    /** Stops the node in order. Called once at most, on a thread of its own, after whoever asked has been answered. */
    void stop();
}
