package io.mobula.serve.http;

/** What requests mean. */
@FunctionalInterface
public interface HttpHandler {
    /** Takes a request; answers now or later. Runs on the connection's event loop and may not block; what it throws is answered with 500 and logged. */
    void handle(Request request, Exchange exchange);
}
