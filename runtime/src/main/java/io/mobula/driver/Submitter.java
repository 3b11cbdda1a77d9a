package io.mobula.driver;

import com.google.protobuf.ByteString;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.resource.Bytes;
import io.mobula.attach.Capabilities;
import io.mobula.attach.SubmitClient;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.Purpose;
import io.mobula.call.VersionRange;
import io.mobula.code.BlobSource;
import io.mobula.code.Manifest;
import io.mobula.link.BulkLinks;
import io.mobula.store.BulkHost;
import io.mobula.store.BulkPeer;
import io.mobula.store.ObjectStore;
import io.mobula.submit.Submission;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.submit.SubmittedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Submits a program to a node: first what the node lacks of its code, over the bulk plane, then the job. */
public final class Submitter {
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(10);

    private final Address node;
    private final UUID cluster;
    private final Access access;

    public Submitter(Address node, UUID cluster, Access access) {
        this.node = node;
        this.cluster = cluster;
        this.access = access;
    }

    /**
     * Returns once the job is in the node's care.
     *
     * @param code the bytes behind the submission's manifest
     */
    public SubmittedJob submit(Submission submission, BlobSource code, Duration timeout) {
        try (SubmitClient client = SubmitClient.open(node, access, timeout)) {
            SubmitAnswer first = client.ask(new SubmitAsk.Submit(submission));
            if (first instanceof SubmitAnswer.Missing(List<String> hashes)) {
                upload(client, submission.code(), hashes, code, timeout);
                return job(client.ask(new SubmitAsk.Submit(submission)));
            }
            return job(first);
        }
    }

    private SubmittedJob job(SubmitAnswer answer) {
        return switch (answer) {
            case SubmitAnswer.Jobs(List<SubmittedJob> jobs) -> jobs.getFirst();
            case SubmitAnswer.Missing(List<String> hashes) ->
                throw notSent("the node has lost %d parts of it again".formatted(hashes.size()), null);
            case SubmitAnswer.Output _ -> throw notSent("the node answered another question", null);
        };
    }

    private void upload(
            SubmitClient client, Manifest manifest, List<String> missing, BlobSource code, Duration timeout) {
        ByteString capability = new Capabilities(cluster, access.token()).of(BulkLinks.VISITOR);
        var visitor = new Identity(
                cluster,
                access.token(),
                Optional.of(BulkLinks.VISITOR),
                capability,
                Identity.Host.here("command-line"));
        Dialer dialer = access.dialer(VersionRange.CURRENT, visitor);
        var noObjects = new BulkHost(new ObjectStore(Bytes.of(0)), code, Optional.empty());
        try (var peer = new BulkPeer(client.node(), noObjects, Submitter::lost, BulkPeer.RESUME_GRACE)) {
            peer.attach(
                    dialer.dial(node, new Purpose.Bulk(client.node()), timeout).channel());
            var sent = new ArrayList<CompletableFuture<Void>>();
            for (Manifest.Entry entry : manifest.entries())
                if (missing.contains(entry.sha256())) sent.add(peer.sendBlob(entry));
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(UPLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw notSent(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw notSent("not within " + UPLOAD_LIMIT.toMinutes() + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notSent("it was interrupted", e);
        }
    }

    /** Submitting is one connection's work: when it breaks, what waits fails. */
    private static void lost(BulkPeer peer, String reason) {
        peer.close(reason);
    }

    private ConnectionException notSent(String cause, @Nullable Exception exception) {
        return new ConnectionException(
                ErrorCode.CONNECTION_TIMED_OUT,
                "The program's code could not be sent to " + node + ": " + cause + ". Submit it again",
                exception);
    }
}
