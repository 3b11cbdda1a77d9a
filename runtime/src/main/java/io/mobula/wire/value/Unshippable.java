package io.mobula.wire.value;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Something inside a value cannot travel: which, where and why, apart from each other, so that whoever knows the place in the source words the message.
 *
 * <p>Thrown at the object itself; each level of the walk adds its step on the way out, so that a walk that succeeds pays nothing for paths.
 */
public final class Unshippable extends RuntimeException {
    private static final int SHOWN_STEPS = 24;
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String reason;
    private final String remedy;
    private final transient List<Step> innermostFirst = new ArrayList<>();
    private int index = -1;

    private record Step(String owner, String text) {}

    Unshippable(ErrorCode code, String reason, String remedy) {
        super(reason);
        this.code = code;
        this.reason = reason;
        this.remedy = remedy;
    }

    static Unshippable of(String reason, String remedy) {
        return new Unshippable(ErrorCode.VALUE_UNSHIPPABLE, reason, remedy);
    }

    Unshippable field(Class<?> owner, String name) {
        return step(owner.getSimpleName(), "." + name);
    }

    Unshippable element(int at) {
        return step("", "[" + at + "]");
    }

    Unshippable step(String text) {
        return step("", text);
    }

    private Unshippable step(String owner, String text) {
        innermostFirst.add(new Step(owner, text));
        return this;
    }

    Unshippable captured(int at) {
        index = at;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    /** Which of the values of {@link ValueCodec#encodeAll} it was in. */
    public OptionalInt index() {
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** From the value to the culprit: {@code Config.extras[1]}, {@code [3].name}, {@code ["key"]}; empty if the value itself is it. */
    public String path() {
        var path = new StringBuilder();
        int last = innermostFirst.size() - 1;
        for (int i = last; i >= Math.max(0, last - SHOWN_STEPS); i--) {
            if (i == last) path.append(innermostFirst.get(i).owner());
            path.append(innermostFirst.get(i).text());
        }
        return last > SHOWN_STEPS ? path + "…" : path.toString();
    }

    /** {@code java.lang.Thread cannot travel}; no full stop. */
    public String reason() {
        return reason;
    }

    /** What to do instead; a sentence without full stop. */
    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        String where = (index < 0 ? "" : "captured #" + (index + 1) + " ") + path();
        return (where.isBlank() ? "" : where.strip() + ": ") + reason + ". " + remedy;
    }

    /** For a value that no body captured. */
    MobulaException asValueException() {
        String where = path().isEmpty() ? "" : "at " + path() + " ";
        String message = "The value cannot be encoded: " + where + reason + ". " + remedy;
        boolean aboutLambda = code.type() == CaptureException.class;
        return aboutLambda ? new CaptureException(code, message, this) : new ValueException(code, message, this);
    }

    /** A path is what it says, not where the codec was. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
