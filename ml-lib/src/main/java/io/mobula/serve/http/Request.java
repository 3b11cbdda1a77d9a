package io.mobula.serve.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * A whole request.
 *
 * @param method as it came, {@code POST}
 * @param path without the query
 * @param query without the question mark; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed over, never compared
public record Request(String method, String path, String query, HttpHeaders headers, byte[] body) {
    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }
}
