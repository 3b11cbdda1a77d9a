package io.mobula.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A whole response. The body is not copied: leave it alone. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed over, never compared
public record Answer(int status, String contentType, List<Header> headers, byte[] body) {
    private static final String JSON = "application/json";
    private static final byte[] EMPTY = {};

    public record Header(String name, String value) {}

    public Answer {
        headers = List.copyOf(headers);
    }

    public static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, List.of(), body);
    }

    public static Answer json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer empty(int status) {
        return new Answer(status, JSON, List.of(), EMPTY);
    }

    /** {@code {"error": "…"}}, as the Open Inference Protocol words errors. */
    public static Answer error(int status, String message) {
        return json(status, "{\"error\":" + quoted(message) + "}");
    }

    public Answer with(String name, String value) {
        var next = new ArrayList<>(headers);
        next.add(new Header(name, value));
        return new Answer(status, contentType, next, body);
    }

    /** To be tried again after so many seconds. */
    public Answer retryAfter(int seconds) {
        return with("Retry-After", Integer.toString(seconds));
    }

    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append("\\u%04x".formatted((int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
