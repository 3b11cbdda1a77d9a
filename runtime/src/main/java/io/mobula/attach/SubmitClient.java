package io.mobula.attach;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.api.error.MobulaException;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.core.id.ProcessId;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks one node about submitted jobs, over one connection.
 *
 * <p>Thread safety: any thread; questions are answered one after another, so who wants to be heard while another waits for output opens a second one.
 */
public final class SubmitClient implements AutoCloseable {
    /** For each answer; a read may itself wait for a second of it. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Link link;

    private SubmitClient(Link link) {
        this.link = link;
    }

    /** @throws ConnectionException if the node does not answer in time */
    public static SubmitClient open(Address node, Access access, Duration timeout) {
        return new SubmitClient(
                Link.open(StatusClient.dialer(ClusterGate.ANY, access), node, timeout, AttachTiming.DEFAULT, _ -> {}));
    }

    /** The node that answers. */
    public ProcessId node() {
        return link.process();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws JobException or {@link CodeException} as the node refuses
     * @throws ConnectionException if no answer comes; this client is of no more use then
     */
    public SubmitAnswer ask(SubmitAsk ask) {
        return switch (link.ask(new ToNode.Submitted(ask), ANSWER_LIMIT)) {
            case ToDriver.Submitted(SubmitAnswer answer) -> answer;
            case ToDriver.Failed failed -> throw refused(failed);
            case ToDriver.Started _,
                    ToDriver.Done _,
                    ToDriver.Status _,
                    ToDriver.Replied _,
                    ToDriver.Listed _,
                    ToDriver.Operated _,
                    ToDriver.Watched _,
                    ToDriver.Memory _ -> throw Link.unexpected(link.node());
        };
    }

    private static MobulaException refused(ToDriver.Failed failed) {
        Optional<ErrorCode> code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(failed.code()))
                .findFirst();
        String text = failed.text();
        String brackets = " [" + failed.code() + "]";
        String detail = text.endsWith(brackets) ? text.substring(0, text.length() - brackets.length()) : text;
        if (code.isPresent() && code.get().type() == JobException.class)
            return new JobException(code.get(), detail, null);
        if (code.isPresent() && code.get().type() == CodeException.class)
            return new CodeException(code.get(), detail, null);
        return Link.refused(failed);
    }

    @Override
    public void close() {
        link.close();
    }
}
