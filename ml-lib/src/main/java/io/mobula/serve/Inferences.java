package io.mobula.serve;

import io.mobula.serve.core.Lane;
import io.mobula.serve.http.Answer;
import io.mobula.serve.http.Exchange;
import io.mobula.serve.http.Request;
import io.mobula.serve.infer.ModelMetadata;
import io.mobula.serve.infer.ModelSignature;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The paths of the Open Inference Protocol: what the ingress knows it answers itself, inference goes to replicas as it came. */
final class Inferences {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private static final Lane INFER = Lane.single(new Way.One(RouteSpec.Inference.PATH));

    private final Router router;

    Inferences(Router router) {
        this.router = router;
    }

    void handle(Request request, Exchange exchange) {
        List<String> path = parts(request.path());
        switch (path.isEmpty() ? "" : path.getFirst()) {
            case "" -> get(request, exchange, () -> json(ModelMetadata.server()));
            case "health" -> get(request, exchange, () -> health(path));
            case "repository" -> exchange.answer(index(path));
            case "models" -> model(path, request, exchange);
            default -> exchange.answer(unknown(request));
        }
    }

    private static List<String> parts(String path) {
        var parts = new ArrayList<String>();
        for (String part : path.substring("/v2".length()).split("/", -1)) {
            if (!part.isEmpty()) parts.add(QueryStringDecoder.decodeComponent(part));
        }
        return parts;
    }

    private interface Said {
        Answer answer();
    }

    private static void get(Request request, Exchange exchange, Said said) {
        if (request.method().equals("GET")) exchange.answer(said.answer());
        else
            exchange.answer(Answer.error(405, request.path() + " takes GET, not " + request.method())
                    .with("Allow", "GET"));
    }

    private static Answer json(Object value) {
        return Answer.json(200, Json.MAPPER.writeValueAsBytes(value));
    }

    private static Answer unknown(Request request) {
        return Answer.error(404, request.path() + " is no path of the Open Inference Protocol that is served here");
    }

    private Answer health(List<String> path) {
        Router.View view = router.view();
        boolean ready =
                view.version() > 0 && view.deployments().values().stream().allMatch(Dispatch::isReady);
        if (path.equals(List.of("health", "live"))) return Answer.empty(200);
        if (!path.equals(List.of("health", "ready"))) return Answer.error(404, "Health is live or ready");
        return ready ? Answer.empty(200) : Front.unavailable("Not every deployment has a replica that is ready");
    }

    private Answer index(List<String> path) {
        if (!path.equals(List.of("repository", "index")))
            return Answer.error(404, "The repository has an index, and nothing else");
        var models = new ArrayList<Map<String, String>>();
        for (Dispatch dispatch : router.view().deployments().values()) {
            dispatch.facts()
                    .model()
                    .ifPresent(model -> models.add(Map.of(
                            "name",
                            dispatch.facts().name(),
                            "version",
                            model.version(),
                            "state",
                            dispatch.isReady() ? "READY" : "UNAVAILABLE",
                            "reason",
                            "")));
        }
        return json(models);
    }

    private void model(List<String> path, Request request, Exchange exchange) {
        if (path.size() < 2) {
            exchange.answer(unknown(request));
            return;
        }
        String name = path.get(1);
        Optional<Dispatch> found = router.dispatch(name);
        Optional<ModelSignature> model = found.flatMap(d -> d.facts().model());
        if (found.isEmpty() || model.isEmpty()) {
            exchange.answer(Answer.error(
                    404, "Model \"" + name + "\" is unknown; POST /v2/repository/index lists those that are served"));
            return;
        }
        List<String> rest = path.subList(2, path.size());
        if (rest.size() >= 2 && rest.getFirst().equals("versions")) {
            if (!rest.get(1).equals(model.get().version())) {
                exchange.answer(Answer.error(
                        404, "Model \"" + name + "\" has version " + model.get().version() + ", not " + rest.get(1)));
                return;
            }
            rest = rest.subList(2, rest.size());
        }
        action(found.get(), model.get(), rest, request, exchange);
    }

    private static void action(
            Dispatch dispatch, ModelSignature model, List<String> action, Request request, Exchange exchange) {
        String name = dispatch.facts().name();
        switch (action.size() > 1 ? "?" : action.isEmpty() ? "" : action.getFirst()) {
            case "" -> get(request, exchange, () -> json(ModelMetadata.of(name, model)));
            case "config" -> get(request, exchange, () -> json(ModelMetadata.config(name, model)));
            case "ready" ->
                get(
                        request,
                        exchange,
                        () -> dispatch.isReady()
                                ? Answer.empty(200)
                                : Front.unavailable("Model \"" + name + "\" has no replica that is ready"));
            case "infer" -> infer(dispatch, request, exchange);
            default -> exchange.answer(unknown(request));
        }
    }

    private static void infer(Dispatch dispatch, Request request, Exchange exchange) {
        if (!request.method().equals("POST")) {
            exchange.answer(Answer.error(405, request.path() + " takes POST, not " + request.method())
                    .with("Allow", "POST"));
            return;
        }
        Optional<String> given = request.header(HEADER_LENGTH);
        int headerBytes = request.body().length;
        if (given.isPresent()) {
            try {
                headerBytes = Integer.parseInt(given.get().trim());
            } catch (NumberFormatException e) {
                exchange.answer(
                        Answer.error(400, HEADER_LENGTH + " is \"" + given.get() + "\": it must be a number of bytes"));
                return;
            }
        }
        Front.send(dispatch, INFER, new Way.HttpBody(headerBytes, request.body()), exchange);
    }
}
