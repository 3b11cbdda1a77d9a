package io.mobula.serve.http;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;
import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_TYPE;

import io.mobula.serve.http.HttpListener.Shared;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: gathers bodies, hands whole requests over, writes answers in the order of the requests. On its event loop. */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Shared shared;
    /** Requests that are not answered on the wire, oldest first. */
    private final ArrayDeque<OpenExchange> open = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> checks;
    /** The request whose body comes in; null between requests. */
    private @Nullable HttpRequest head;

    private BodyBytes body = new BodyBytes();
    /** What follows is read and dropped: the request has been refused before its end, and the connection ends with that answer. */
    private boolean skipping;
    /** When the running request began, or the last one ended. */
    private long sinceNanos = System.nanoTime();
    /** Since when the client has not taken what was written; meaningful while the channel is not writable. */
    private long fullSinceNanos;

    private boolean flushWanted;

    Connection(Shared shared) {
        this.shared = shared;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        checks = ctx.executor().scheduleAtFixedRate(this::check, CHECK_NANOS, CHECK_NANOS, TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest request) begin(request);
            if (message instanceof HttpContent content) more(content);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (flushWanted) {
            flushWanted = false;
            ctx.flush();
        }
        ctx.fireChannelReadComplete();
    }

    private void begin(HttpRequest request) {
        if (skipping) return;
        sinceNanos = System.nanoTime();
        head = request;
        body = new BodyBytes();
        if (request.decoderResult().isFailure()) {
            String reason = String.valueOf(request.decoderResult().cause().getMessage());
            refuse(Answer.error(400, "Malformed HTTP request: " + reason));
            return;
        }
        long announced = HttpUtil.getContentLength(request, -1L);
        if (announced > shared.limits().maxBodyBytes()) {
            refuse(tooLarge());
            return;
        }
        body.expect(announced);
        if (HttpUtil.is100ContinueExpected(request)) {
            var proceed = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
            if (open.isEmpty()) {
                var _ = context().writeAndFlush(proceed);
            } // behind unanswered requests the client sends on by itself
        }
    }

    private void more(HttpContent content) {
        HttpRequest request = head;
        if (skipping || request == null) return;
        if (content.decoderResult().isFailure()) {
            refuse(Answer.error(
                    400, "Malformed body: " + content.decoderResult().cause().getMessage()));
            return;
        }
        if (!body.fits(content.content(), shared.limits().maxBodyBytes())) {
            refuse(tooLarge());
            return;
        }
        body.add(content.content());
        if (content instanceof LastHttpContent) complete(request);
    }

    private Answer tooLarge() {
        return Answer.error(
                413, "The body has more than " + shared.limits().maxBodyBytes() + " bytes, the limit of this server");
    }

    /** Answers a request before its end; the connection cannot go on after it. */
    private void refuse(Answer answer) {
        skipping = true;
        head = null;
        var exchange = new OpenExchange(this, false);
        open.addLast(exchange);
        exchange.answer(answer);
    }

    private void complete(HttpRequest request) {
        head = null;
        sinceNanos = System.nanoTime();
        boolean keepAlive = HttpUtil.isKeepAlive(request) && !shared.draining().get();
        var exchange = new OpenExchange(this, keepAlive);
        exchange.headOnly = request.method().name().equals("HEAD");
        open.addLast(exchange);
        throttle();
        if (shared.inFlight().incrementAndGet() > shared.limits().maxInFlight()) {
            atHandlerEnded();
            exchange.answer(Answer.error(503, "The server has as many requests as it takes")
                    .retryAfter(1));
            return;
        }
        exchange.counted = true;
        dispatch(request, exchange);
    }

    private void dispatch(HttpRequest request, OpenExchange exchange) {
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        String method = exchange.headOnly ? "GET" : request.method().name();
        try {
            shared.handler().handle(new Request(method, path, query, request.headers(), body.whole()), exchange);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed in the listener", method, path, e);
            exchange.answer(Answer.error(500, "Internal error"));
        }
    }

    /** A client with many unanswered requests, or one that takes no answers, is not read. */
    private void throttle() {
        boolean read = open.size() < shared.limits().maxPipelined()
                && context().channel().isWritable();
        if (context().channel().config().isAutoRead() != read)
            context().channel().config().setAutoRead(read);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        fullSinceNanos = System.nanoTime();
        throttle();
        ctx.fireChannelWritabilityChanged();
    }

    /** An exchange has its answer: written now, if those before it are. From any thread. */
    void answered(OpenExchange exchange) {
        var loop = context().executor();
        if (loop.inEventLoop()) writeAnswers(true);
        else loop.execute(() -> writeAnswers(false));
    }

    private void writeAnswers(boolean mayBeReading) {
        boolean wrote = false;
        while (!open.isEmpty() && open.getFirst().answer != null) {
            write(open.removeFirst());
            wrote = true;
        }
        if (!wrote) return;
        if (mayBeReading && head == null && context().channel().config().isAutoRead()) flushSoon();
        else context().flush();
        throttle();
    }

    /** Answers given while a read goes on leave together at its end. */
    private void flushSoon() {
        if (flushWanted) return;
        flushWanted = true;
        context().executor().execute(() -> {
            if (!flushWanted) return;
            flushWanted = false;
            context().flush();
        });
    }

    private void write(OpenExchange exchange) {
        Answer answer = Objects.requireNonNull(exchange.answer);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                exchange.headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        response.headers().set(CONTENT_LENGTH, answer.body().length);
        if (answer.body().length > 0) response.headers().set(CONTENT_TYPE, answer.contentType());
        for (Answer.Header header : answer.headers()) response.headers().add(header.name(), header.value());
        boolean last = !exchange.keepAlive || shared.draining().get();
        if (last) response.headers().set(CONNECTION, HttpHeaderValues.CLOSE);
        var written = context().write(response);
        if (last) {
            var _ = written.addListener(skipping ? _ -> lingers() : ChannelFutureListener.CLOSE);
        }
    }

    /** A close while bytes come in would reset the connection, and the client might never read why it was refused: what still comes is dropped for a while. */
    private void lingers() {
        sinceNanos = System.nanoTime();
        if (context().channel() instanceof SocketChannel socket) {
            var _ = socket.shutdownOutput();
        }
    }

    void atHandlerEnded() {
        if (shared.inFlight().decrementAndGet() == 0 && shared.draining().get()) {
            synchronized (shared) {
                shared.notifyAll();
            }
        }
    }

    /** Looks for a client that is too slow, or has had enough. */
    private void check() {
        long now = System.nanoTime();
        HttpLimits limits = shared.limits();
        if (skipping) {
            if (now - sinceNanos > LINGER_NANOS) close();
        } else if (!context().channel().isWritable()) {
            if (now - fullSinceNanos > limits.writeTimeout().toNanos()) close();
        } else if (head != null) {
            if (now - sinceNanos > limits.readTimeout().toNanos()) {
                refuse(Answer.error(
                        408,
                        "The request did not arrive within "
                                + limits.readTimeout().toMillis() + " ms"));
            }
        } else if (open.isEmpty()
                && (now - sinceNanos > limits.idleTimeout().toNanos()
                        || shared.draining().get())) {
            close();
        }
    }

    private void close() {
        var _ = context().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (checks != null) checks.cancel(false);
        for (OpenExchange exchange : open) exchange.gone();
        open.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) LOG.debug("A client's connection broke: {}", cause.toString());
        else LOG.warn("A connection failed", cause);
        var _ = ctx.close();
    }
}
