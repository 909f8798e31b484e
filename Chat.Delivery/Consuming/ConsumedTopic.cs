namespace Chat.Delivery.Consuming;

internal sealed record ConsumedTopic(string Name);
