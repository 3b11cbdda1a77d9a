package io.mobula.serve.http;

/** One request's way back to its client. */
public interface Exchange {
    /** Answers; a second answer, and one to a client that is gone, are dropped. From any thread. */
    void answer(Answer answer);

    /** What to do when the client goes before it is answered; runs at once if it has gone. To be called once, by the handler. May not block. */
    void onGone(Runnable action);
}
