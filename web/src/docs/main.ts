/** The page at `/docs`: the API description, read from this server and shown without any other. */
import "swagger-ui-dist/swagger-ui.css";
import "./docs.css";

const page = document.getElementById("docs");

async function show(domNode: HTMLElement): Promise<void> {
  const { default: SwaggerUI } = await import("swagger-ui-dist/swagger-ui-es-bundle.js");
  SwaggerUI({
    domNode,
    url: "/api/v1/openapi.json",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    filter: true,
    // The validator is a foreign service, and this page makes no request but to its own server.
    validatorUrl: null,
  });
}

if (page) void show(page);
