package io.mobula.api.spi;

import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ErrorCode;
import java.util.List;

/** Words why a body cannot travel: where it stands, the path from what it captures to what holds it back, and the remedy. */
public final class Captures {
    private Captures() {}

    /**
     * Something within a captured value cannot travel.
     *
     * @param index of the captured value
     * @param path from the captured value on, {@code Config.extras[1]}; empty if it is the value itself
     * @param reason {@code java.lang.Thread cannot travel}
     */
    public static CaptureException unshippable(Body body, int index, String path, String reason) {
        return refuse(ErrorCode.CAPTURE_UNSHIPPABLE, body, index, path, reason);
    }

    /** A captured value is, or holds, a lambda that does not tell what it captured. */
    public static CaptureException plainLambda(Body body, int index, String path, Class<?> lambda) {
        Class<?>[] faces = lambda.getInterfaces();
        String face = faces.length == 0 ? lambda.getName() : faces[0].getName();
        return refuse(
                ErrorCode.CAPTURE_PLAIN_LAMBDA,
                body,
                index,
                path,
                "a lambda of type " + face + " cannot travel. Declare it as io.mobula.api.Fn where it is made");
    }

    /** A captured body is itself refused. */
    public static CaptureException within(Body body, int index, CaptureException inner) {
        var whole = new CaptureException(
                inner.code(),
                place(body, index, "") + separator(inner) + inner.detail(),
                inner.context(),
                inner.getCause());
        whole.setStackTrace(inner.getStackTrace());
        return whole;
    }

    /** A path goes on with an arrow, a plain reason stands behind a colon. */
    private static String separator(CaptureException inner) {
        return inner.detail().contains(" → ") ? " → " : ": ";
    }

    private static CaptureException refuse(ErrorCode code, Body body, int index, String path, String reason) {
        return new CaptureException(code, place(body, index, path) + ": " + reason + remedy(body, index), null);
    }

    private static String place(Body body, int index, String path) {
        String inner = path.isEmpty() ? "" : " → " + path;
        if (body.isValue()) return title(body) + inner;
        List<String> names = body.facts().captureNames();
        String name = index < names.size() ? names.get(index) : "#" + (index + 1);
        return title(body) + " → captured " + name + inner;
    }

    static String title(Body body) {
        if (!body.isValue()) return body.facts().title();
        return switch (body.self()) {
            case Enum<?> constant -> "Constant " + constant.getDeclaringClass().getSimpleName() + "." + constant.name();
            case Object record -> "Record " + record.getClass().getSimpleName();
        };
    }

    private static String remedy(Body body, int index) {
        List<String> reads = body.facts().thisReads();
        if (index != 0 || body.isValue() || !body.facts().capturesThis() || reads.isEmpty()) return "";
        return ". All of `this` is captured because the body uses " + String.join(", ", reads)
                + ": copy what it needs to a local variable first";
    }
}
