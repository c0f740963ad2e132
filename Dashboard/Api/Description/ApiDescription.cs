using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Api.Description;

/// <summary>What the OpenAPI document says beyond what the endpoints tell by themselves.</summary>
internal static class ApiDescription
{
    private static readonly PathString Api = "/api";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Console",
                Version = "v1",
                Description = "Figures of consumer groups and changes of them. Offsets are 64-bit numbers, times are UTC, unknown is null.",
            };
            document.Servers?.Clear();
            foreach (var (path, item) in document.Paths)
            {
                item.Operations?.Remove(HttpMethod.Head);
                AddLongs(path, item);
            }

            return Task.CompletedTask;
        });
    }

    private static void AddLongs(string path, IOpenApiPathItem item)
    {
        if (!new PathString(path).StartsWithSegments(Api))
        {
            return;
        }

        foreach (var operation in (item.Operations ?? []).Where(one => one.Key != HttpMethod.Delete).Select(one => one.Value))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "longs",
                In = ParameterLocation.Query,
                Description = "How 64-bit numbers are written in JSON: as numbers, or as decimal strings.",
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [JsonValue.Create("number"), JsonValue.Create("string")],
                    Default = JsonValue.Create("number"),
                },
            });
        }
    }
}
