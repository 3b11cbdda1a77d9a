package io.mobula.examples.serving;

import io.mobula.api.Mobula;
import io.mobula.serve.Handle;
import io.mobula.serve.Serve;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** A model by hand, as two replicas behind HTTP and a typed handle. */
public final class Main {
    record Text(String text) {}

    record Mood(String mood, int score) {}

    /** A deployment is a plain class; each replica has an object of it. */
    static final class Judge {
        Mood judge(Text text) {
            int score = 0;
            for (String word : text.text().toLowerCase(java.util.Locale.ROOT).split("\\W+", -1)) {
                if (word.equals("good") || word.equals("great")) score++;
                if (word.equals("bad") || word.equals("poor")) score--;
            }
            return new Mood(score > 0 ? "happy" : score < 0 ? "sad" : "calm", score);
        }
    }

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        try (Mobula mobula = Mobula.connect()) {
            run(mobula, System.out);
        }
    }

    static void run(Mobula mobula, PrintStream out) throws IOException, InterruptedException {
        try (Serve serve = Serve.on(mobula).http(0); // any free port
                HttpClient client = HttpClient.newHttpClient()) {
            Handle<Judge> judges = serve.deployment("mood", Judge.class)
                    .replicas(2)
                    .post("/mood", Text.class, Judge::judge)
                    .deploy(Judge::new);

            URI uri = serve.uri().resolve("/mood");
            out.println("HTTP: " + post(client, uri, "{\"text\": \"A good day, a great week\"}"));
            out.println("HTTP, malformed: " + post(client, uri, "{\"text\": ").substring(0, 3));
            Mood mood =
                    judges.call(judge -> judge.judge(new Text("bad, bad luck"))).get();
            out.println("handle: " + mood.mood() + " " + mood.score());
        }
    }

    private static String post(HttpClient client, URI uri, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
