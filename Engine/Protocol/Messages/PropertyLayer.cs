using System.Diagnostics.CodeAnalysis;

namespace Engine.Protocol.Messages;

/// <summary>
/// A property laid over others, each name once, however often it is set: a message that is retried is marked at every try. Immutable.
/// </summary>
internal sealed class PropertyLayer
{
    private PropertyLayer(string name, string value, PropertyLayer? below) => (Name, Value, Below) = (name, value, below);

    public string Name { get; }

    public string Value { get; }

    /// <summary>What it lies over; null when that is the message's record.</summary>
    public PropertyLayer? Below { get; }

    /// <summary>Lays a property over others, which stay as they are.</summary>
    public static PropertyLayer Over(PropertyLayer? below, string name, string value) => new(name, value, Without(below, name));

    private static PropertyLayer? Without(PropertyLayer? layers, string name) =>
        !Has(layers, name) ? layers
        : layers.Name == name ? layers.Below
        : new PropertyLayer(layers.Name, layers.Value, Without(layers.Below, name));

    private static bool Has([NotNullWhen(true)] PropertyLayer? layers, string name)
    {
        for (var layer = layers; layer is not null; layer = layer.Below)
        {
            if (layer.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
