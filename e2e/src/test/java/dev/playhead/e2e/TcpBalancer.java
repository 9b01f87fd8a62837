package dev.playhead.e2e;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A plain TCP balancer: each connection goes to the next server in turn, and nobody looks into it. */
final class TcpBalancer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server = vertx.createNetServer();
    private final List<URI> servers;
    private final AtomicInteger connections = new AtomicInteger();

    private TcpBalancer(List<URI> servers) {
        this.servers = List.copyOf(servers);
    }

    static TcpBalancer before(List<URI> servers) throws TimeoutException {
        TcpBalancer balancer = new TcpBalancer(servers);
        balancer.server
                .connectHandler(balancer::connected)
                .listen(0, "127.0.0.1")
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return balancer;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void connected(NetSocket player) {
        player.pause();
        URI next = servers.get(connections.getAndIncrement() % servers.size());
        client.connect(next.getPort(), next.getHost())
                .onSuccess(gateway -> {
                    player.pipeTo(gateway);
                    gateway.pipeTo(player);
                })
                .onFailure(away -> player.close());
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
