package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import java.time.Duration;

/** Asks a node to stop, for the command line. */
public final class StopClient {
    private StopClient() {}

    /**
     * Returns when the node has said that it will; it then stops in its own time.
     *
     * @throws ConnectionException if it does not say so within the timeout
     */
    public static void stop(Address node, Access access, Duration timeout) {
        try (Link link =
                Link.open(StatusClient.dialer(ClusterGate.ANY, access), node, timeout, AttachTiming.DEFAULT, _ -> {})) {
            switch (link.ask(new ToNode.Stop(), timeout)) {
                case ToDriver.Done _ -> {}
                case ToDriver.Failed failed -> throw Link.refused(failed);
                case ToDriver.Started _,
                        ToDriver.Status _,
                        ToDriver.Replied _,
                        ToDriver.Listed _,
                        ToDriver.Submitted _,
                        ToDriver.Operated _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> throw Link.unexpected(node);
            }
        }
    }
}
