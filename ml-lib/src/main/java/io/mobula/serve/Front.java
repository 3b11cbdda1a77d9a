package io.mobula.serve;

import io.mobula.api.error.ActorException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.serve.core.Lane;
import io.mobula.serve.http.Answer;
import io.mobula.serve.http.Exchange;
import io.mobula.serve.http.HttpHandler;
import io.mobula.serve.http.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What HTTP requests mean: deployments' routes, the Open Inference Protocol under {@code /v2}, health and a list of routes under {@code /-}. */
final class Front implements HttpHandler {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Router router;
    private final Inferences inferences;

    Front(Router router) {
        this.router = router;
        this.inferences = new Inferences(router);
    }

    @Override
    public void handle(Request request, Exchange exchange) {
        Router.View view = router.view();
        String path = request.path();
        if (path.startsWith("/v2") && (path.length() == 3 || path.charAt(3) == '/'))
            inferences.handle(request, exchange);
        else if (path.equals("/-/healthz")) exchange.answer(health(view));
        else if (path.equals("/-/routes")) exchange.answer(routes(view));
        else route(view, request, exchange);
    }

    private static Answer health(Router.View view) {
        return view.version() > 0
                ? Answer.json(200, "{\"status\":\"ok\"}")
                : unavailable("The controller has not answered yet");
    }

    private static Answer routes(Router.View view) {
        var routes = new TreeMap<String, String>();
        view.routes()
                .forEach((path, target) ->
                        routes.put(path, target.dispatch().facts().name()));
        return Answer.json(200, Json.MAPPER.writeValueAsBytes(routes));
    }

    private static void route(Router.View view, Request request, Exchange exchange) {
        Router.RouteTarget target = view.routes().get(request.path());
        if (target == null) {
            if (view.version() == 0) exchange.answer(unavailable("The controller has not answered yet"));
            else
                exchange.answer(Answer.error(
                        404, "No deployment has a route " + request.path() + "; GET /-/routes lists them"));
        } else if (!request.method().equals("POST")) {
            exchange.answer(Answer.error(405, request.path() + " takes POST, not " + request.method())
                    .with("Allow", "POST"));
        } else if (!isJson(request)) {
            exchange.answer(Answer.error(
                    415,
                    request.path() + " takes application/json, not "
                            + request.header("Content-Type").orElse("")));
        } else {
            String path = target.route().path();
            Lane lane = target.route().batched()
                    ? target.dispatch().batched(new Way.Many(path))
                    : Lane.single(new Way.One(path));
            send(target.dispatch(), lane, new Way.HttpBody(request.body().length, request.body()), exchange);
        }
    }

    /** Without a media type it is taken for JSON. */
    private static boolean isJson(Request request) {
        Optional<String> given = request.header("Content-Type");
        if (given.isEmpty()) return true;
        String type = given.get();
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.endsWith("+json");
    }

    static void send(Dispatch dispatch, Lane lane, Way.HttpBody body, Exchange exchange) {
        Job job = dispatch.submit(body, lane, Optional.empty());
        var _ = job.answer().whenComplete((answer, error) -> exchange.answer(answer(dispatch, answer, error)));
        if (!job.answer().isDone())
            exchange.onGone(() -> dispatch.cancel(job, new CancellationException("the client is gone")));
    }

    private static Answer answer(Dispatch dispatch, @Nullable Object answer, @Nullable Throwable error) {
        if (answer instanceof Answer given) return given;
        return switch (error == null ? new IllegalStateException("no answer") : Errors.unwrapped(error)) {
            case TaskTimedOutException e -> Answer.error(504, e.detail());
            case TaskFailedException e -> Failures.of(dispatch.facts().name(), e.getCause() == null ? e : e.getCause());
            case ActorException e -> unavailable(e.detail());
            case CancellationException _ -> Answer.error(499, "The client is gone");
            case Throwable other -> Failures.of(dispatch.facts().name(), other);
        };
    }

    static Answer unavailable(String why) {
        return Answer.error(503, why).retryAfter(RETRY_AFTER_SECONDS);
    }
}
