using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>What the Kafka client says by itself, in our log.</summary>
internal static partial class KafkaLog
{
    public static void Write(ILogger logger, LogMessage message) => Said(
        logger,
        message.Level switch
        {
            <= SyslogLevel.Error => LogLevel.Error,
            SyslogLevel.Warning => LogLevel.Warning,
            SyslogLevel.Notice or SyslogLevel.Info => LogLevel.Information,
            _ => LogLevel.Debug,
        },
        message.Facility,
        message.Message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka: {Code} ({Reason})")]
    public static partial void Error(ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(Message = "Kafka: {Facility} {Text}")]
    private static partial void Said(ILogger logger, LogLevel level, string facility, string text);
}
