package io.mobula.api.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything Mobula throws on its own account, apart from {@code IllegalArgumentException} and {@code IllegalStateException} for misuse.
 *
 * <p>The message reads {@code <what failed>: <cause as observed>. <What to do> [CODE task=… attempt=2/3 node=…]}. The code names the remedy; what stands beside it in the brackets is the context,
 * in the order it was given.
 *
 * <p>Thread safety: immutable, but for what every {@code Throwable} has.
 */
public abstract sealed class MobulaException extends RuntimeException
        permits TaskFailedException,
                TaskCancelledException,
                TaskTimedOutException,
                TaskLostException,
                GetTimeoutException,
                WaitInterruptedException,
                ObjectException,
                ActorException,
                PlacementException,
                CaptureException,
                ValueException,
                CodeException,
                SessionException,
                ConnectionException,
                ControlException,
                JobException,
                StartException,
                ExitException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;
    /** Insertion order. Of a serializable class, as the whole exception is. */
    private final LinkedHashMap<String, String> context;

    MobulaException(ErrorCode code, String message, Map<String, ?> context, @Nullable Throwable cause) {
        super(message, cause);
        assert code.type().isInstance(this) : code + " belongs to " + code.type() + ", not to " + getClass();
        this.code = code;
        this.detail = message;
        this.context = new LinkedHashMap<>();
        context.forEach((key, value) -> this.context.put(key, String.valueOf(value)));
    }

    @Override
    public String getMessage() {
        var text = new StringBuilder(detail).append(" [").append(code);
        context.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
        return text.append(']').toString();
    }

    /** Which remedy applies. */
    public ErrorCode code() {
        return code;
    }

    /** The message without its brackets. */
    public String detail() {
        return detail;
    }

    /** What it happened to: task, attempt, node and the like, in the order of the message. */
    public Map<String, String> context() {
        return Collections.unmodifiableMap(context);
    }

    /** The first cause of this type, wherever it is in the chain. */
    public <X extends Throwable> Optional<X> cause(Class<X> type) {
        for (Throwable t = getCause(); t != null; t = t.getCause()) {
            if (type.isInstance(t)) return Optional.of(type.cast(t));
        }
        return Optional.empty();
    }

    /**
     * Rethrows the user's exception under its own, checked, type.
     *
     * {@snippet :
     * catch (TaskFailedException e) {
     *   throw e.rethrow(IOException.class);
     * }
     * }
     *
     * @return this exception, if none of its causes has the type
     */
    public <X extends Throwable> MobulaException rethrow(Class<X> type) throws X {
        Optional<X> found = cause(type);
        if (found.isPresent()) throw found.get();
        return this;
    }
}
