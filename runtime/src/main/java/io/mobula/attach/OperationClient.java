package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ControlException;
import io.mobula.api.error.ErrorCode;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import java.time.Duration;

/** Asks control for something, over any node, for the command line. */
public final class OperationClient {
    /** Beyond what the node itself waits for control. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(25);

    private OperationClient() {}

    /**
     * Returns when it is done.
     *
     * @throws ControlException if it is not to be done, with the reason
     * @throws ConnectionException if the node does not answer; {@code CONTROL_UNAVAILABLE} if control does not
     */
    public static OperationAnswer.Reported operate(Address node, Access access, Operation operation, Duration timeout) {
        try (Link link =
                Link.open(StatusClient.dialer(ClusterGate.ANY, access), node, timeout, AttachTiming.DEFAULT, _ -> {})) {
            return switch (link.ask(new ToNode.Operate(operation), ANSWER_LIMIT)) {
                case ToDriver.Operated(OperationAnswer.Reported reported) -> reported;
                case ToDriver.Operated(OperationAnswer.Refused(String text)) ->
                    throw new ControlException(ErrorCode.CONTROL_REFUSED, text + ".", null);
                case ToDriver.Failed failed -> throw Link.refused(failed);
                case ToDriver.Started _,
                        ToDriver.Status _,
                        ToDriver.Done _,
                        ToDriver.Replied _,
                        ToDriver.Listed _,
                        ToDriver.Submitted _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> throw Link.unexpected(node);
            };
        }
    }
}
