using System.Text.Json.Serialization;

namespace Engine.Store.Recovery;

/// <summary>The catalog's file form.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(QueueCatalog))]
internal sealed partial class QueueCatalogJson : JsonSerializerContext;
