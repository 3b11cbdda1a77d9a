package io.mobula.control.log;

import io.mobula.tls.Credentials;
import java.util.Optional;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;

/** How replicas speak TLS with one another: each shows its node's certificate, and no other is let in. A replica alone listens too, so it has the same door. */
final class RatisTls {
    private RatisTls() {}

    static Parameters parameters(Optional<Credentials> credentials) {
        var parameters = new Parameters();
        credentials.ifPresent(tls -> GrpcConfigKeys.TLS.setConf(parameters, config(tls)));
        return parameters;
    }

    private static GrpcTlsConfig config(Credentials credentials) {
        Credentials.Own own = credentials.own().orElseThrow();
        return new GrpcTlsConfig(own.key(), own.chain().getFirst(), credentials.authorities(), true);
    }
}
