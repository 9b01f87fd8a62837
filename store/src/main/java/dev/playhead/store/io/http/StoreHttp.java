package dev.playhead.store.io.http;

import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.bytes.socket.PageWindows;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.MediaId;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.io.run.OpenStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** One listener of a store; as many as there are event loops share the port. */
public final class StoreHttp extends VerticleBase {
    /** Measured: larger pieces write no faster, smaller ones cost a third of the throughput. */
    private static final int CHUNK_BYTES = 256 * 1024;

    private static final int RECEIVE_BYTES = 1024 * 1024;
    /** A source path and a sealed query of eight kilobytes each have room. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final String ID = "id";

    private final Shared shared;

    /** What all listeners of a store have in common. */
    public static final class Shared {
        private final StoreConfig config;
        private final OpenStore store;
        private final PageWindows pages;
        private final InstantSource time;
        private final AtomicInteger port = new AtomicInteger();

        public Shared(StoreConfig config, OpenStore store, PageWindows pages, InstantSource time) {
            this.config = config;
            this.store = store;
            this.pages = pages;
            this.time = time;
        }

        /** Returns the port they listen at; once one does. */
        public int port() {
            return port.get();
        }

        /** A free port is chosen once: the negative number tells Vert.x that the listeners share it. */
        private int wantedPort() {
            return config.port() == 0 ? -1 : config.port();
        }
    }

    public StoreHttp(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        StoreConfig config = shared.config;
        HttpServerOptions options = new HttpServerOptions()
                .setMaxChunkSize(CHUNK_BYTES)
                .setReceiveBufferSize(RECEIVE_BYTES)
                .setSendBufferSize((int) config.sendBuffer().bytes())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setTcpKeepAlive(true)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(router())
                .listen(shared.wantedPort(), config.bind())
                .onSuccess(server -> shared.port.set(server.actualPort()))
                .recover(failure -> Future.<HttpServer>failedFuture(new IllegalStateException(
                        "store.port: cannot listen at " + config.bind() + ":" + config.port() + ": "
                                + failure.getMessage(),
                        failure)));
    }

    private Router router() {
        OpenStore store = shared.store;
        String one = StoreProtocol.MEDIA + "/:" + ID;
        String content = one + "/content";
        SliceSender.Means means = new SliceSender.Means(vertx, shared.pages, shared.time);
        ContentRoutes bytes = new ContentRoutes(means, store.spanWriter(), store.mediaReader());
        MediaRoutes media = new MediaRoutes(store.mediaCatalog());
        Router router = Router.router(vertx);
        new LinkRoutes(means, store, shared.config.links(), shared.time).mount(router);
        router.route().handler(this::admit);
        router.put(content).handler(withMedia(bytes::put));
        router.get(content).handler(withMedia(bytes::get));
        router.get(one).handler(withMedia(media::get));
        router.delete(one).handler(withMedia(media::delete));
        router.put(one + "/observed").handler(withMedia(media::observe));
        router.put(one + "/pin").handler(withMedia(media::pin));
        router.delete(one + "/pin").handler(withMedia(media::unpin));
        router.get(StoreProtocol.MEDIA).handler(media::list);
        new PreCacheRoutes(store.preCaches()).mount(router, one + "/pre-cache");
        router.errorHandler(
                404,
                route -> new Problem(404, "no such resource", route.request().path()).send(route.response()));
        return router;
    }

    private void admit(RoutingContext route) {
        if (StoreProtocol.isAdmitted(route.request().headers(), shared.config.secret())) {
            route.next();
        } else {
            new Problem(401, "secret is missing or wrong", "this store asks for the store.secret of its fleet")
                    .send(route.response());
        }
    }

    static Handler<RoutingContext> withMedia(BiConsumer<RoutingContext, MediaId> handler) {
        return route -> {
            try {
                handler.accept(route, new MediaId(route.pathParam(ID)));
            } catch (IllegalArgumentException e) {
                StoreProtocol.toProblem(e).send(route.response());
            }
        };
    }
}
