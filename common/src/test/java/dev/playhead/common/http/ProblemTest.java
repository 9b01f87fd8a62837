package dev.playhead.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void isSentAsProblemDetails() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> new Problem(416, "Range not satisfiable", "first byte 9 of 5")
                            .send(request.response().putHeader("content-range", "bytes */5")))
                    .listen(0, "127.0.0.1")
                    .await();

            // When
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).isEqualTo(416);
            assertThat(answer.headers().firstValue("content-type")).contains(Problem.CONTENT_TYPE);
            assertThat(answer.headers().firstValue("content-range")).contains("bytes */5");
            assertThat(new JsonObject(answer.body()))
                    .isEqualTo(new JsonObject()
                            .put("status", 416)
                            .put("title", "Range not satisfiable")
                            .put("detail", "first byte 9 of 5"));
        } finally {
            vertx.close().await();
        }
    }
}
