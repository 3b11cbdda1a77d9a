package io.mobula.boot;

import io.mobula.api.error.ConnectionException;
import io.mobula.attach.WatchClient;
import io.mobula.call.Access;
import io.mobula.core.control.ClusterView;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** Asks several nodes at the same time. */
record EachNode(List<ClusterView.Node> nodes, Access access) {
    /**
     * @param byNode by the node's name, in the order of the view
     * @param silent names of those that did not answer
     */
    record Answers<T>(Map<String, T> byNode, List<String> silent) {}

    Answers<WatchAnswer> ask(WatchAsk ask) {
        return each((_, client) -> client.ask(ask));
    }

    <T> Answers<T> each(BiFunction<ClusterView.Node, WatchClient, T> question) {
        var asked = new LinkedHashMap<String, CompletableFuture<Optional<T>>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ClusterView.Node node : nodes)
                asked.put(node.name(), CompletableFuture.supplyAsync(() -> answer(node, question), threads));
        }
        var answers = new LinkedHashMap<String, T>();
        var silent = new ArrayList<String>();
        asked.forEach((name, answer) ->
                joined(answer).ifPresentOrElse(given -> answers.put(name, given), () -> silent.add(name)));
        return new Answers<>(answers, silent);
    }

    private <T> Optional<T> answer(ClusterView.Node node, BiFunction<ClusterView.Node, WatchClient, T> question) {
        try (WatchClient client = WatchService.open(node, access)) {
            return Optional.of(question.apply(node, client));
        } catch (ConnectionException noAnswer) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> joined(CompletableFuture<Optional<T>> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException own) throw own;
            throw e;
        }
    }
}
