package dev.nightshift.starter.http;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What never comes as far as a route, such as an address that is none, is answered as JSON too. */
final class BareErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback)
      throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    byte[] says = Converter.json().writeValueAsBytes(Map.of("error", Server.said(status)));
    response.write(true, ByteBuffer.wrap(says), callback);
  }
}
