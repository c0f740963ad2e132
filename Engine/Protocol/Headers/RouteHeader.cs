namespace Engine.Protocol.Headers;

/// <summary>Ext fields of GET_ROUTEINFO_BY_TOPIC (105). Mirrors RocketMQ's GetRouteInfoRequestHeader.</summary>
internal sealed record RouteHeader : ICommandHeader<RouteHeader>
{
    public required string Topic { get; init; }

    public bool AcceptStandardJsonOnly { get; init; }

    public static RouteHeader Read(ExtFields fields) => new()
    {
        Topic = fields.RequiredString("topic"),
        AcceptStandardJsonOnly = fields.Boolean("acceptStandardJsonOnly"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("topic", Topic);
        fields.Add("acceptStandardJsonOnly", AcceptStandardJsonOnly);
    }
}
