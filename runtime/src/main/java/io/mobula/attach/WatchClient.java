package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.time.Duration;

/**
 * Asks one node what happened and happens on it, over one connection.
 *
 * <p>Thread safety: any thread; questions are answered one after another.
 */
public final class WatchClient implements AutoCloseable {
    private final Link link;
    private final Duration timeout;

    private WatchClient(Link link, Duration timeout) {
        this.link = link;
        this.timeout = timeout;
    }

    /**
     * @param timeout for the handshake, and for each answer
     * @throws ConnectionException if the node does not answer in time
     */
    public static WatchClient open(Address node, Access access, Duration timeout) {
        return new WatchClient(
                Link.open(StatusClient.dialer(ClusterGate.ANY, access), node, timeout, AttachTiming.DEFAULT, _ -> {}),
                timeout);
    }

    /** @throws ConnectionException if no answer comes; this client is of no more use then */
    public WatchAnswer ask(WatchAsk ask) {
        return switch (link.ask(new ToNode.Watch(ask), timeout)) {
            case ToDriver.Watched(WatchAnswer answer) -> answer;
            case ToDriver.Failed failed -> throw Link.refused(failed);
            case ToDriver.Started _,
                    ToDriver.Done _,
                    ToDriver.Status _,
                    ToDriver.Replied _,
                    ToDriver.Listed _,
                    ToDriver.Submitted _,
                    ToDriver.Operated _,
                    ToDriver.Memory _ -> throw Link.unexpected(link.node());
        };
    }

    @Override
    public void close() {
        link.close();
    }
}
