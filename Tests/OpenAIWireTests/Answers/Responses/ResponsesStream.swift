/// A stream of events as OpenAI's `/v1/responses` writes it: reasoning, a message with a citation, calls of tools.
enum ResponsesStream {
  static let head =
    #""id":"resp_1","object":"response","created_at":1760000000,"error":null,"incomplete_details":null,"instructions":"Be kind","metadata":{"a":"b"},"model":"tiny","parallel_tool_calls":true,"temperature":1,"tool_choice":"auto","tools":[],"top_p":1"#
  static let citation =
    #"{"type":"url_citation","url":"https://x.test","title":"A title","start_index":0,"end_index":5}"#
  static let second = #"{"type":"file_citation","file_id":"file_1","index":0,"filename":"a b.md"}"#
  static let reasoning =
    #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"In short."}],"content":[{"type":"reasoning_text","text":"Let me think."}],"encrypted_content":"gAAAA"}"#
  static let text =
    #"{"type":"output_text","text":"Hello you.","annotations":[\#(citation),\#(second)],"logprobs":[{"token":"Hello","logprob":-1,"bytes":[],"top_logprobs":[]},{"token":" you.","logprob":-1,"bytes":[],"top_logprobs":[]}]}"#
  static let refusal = #"{"type":"refusal","refusal":"But no."}"#
  static let message =
    #"{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[\#(text),\#(refusal)]}"#
  static let call =
    #"{"id":"fc_1","type":"function_call","status":"completed","name":"kill","arguments":"{\"pid\":1}","call_id":"call_1"}"#
  static let custom = #"{"id":"ctc_1","type":"custom_tool_call","name":"sql","input":"select 1","call_id":"call_2"}"#
  static let code =
    #"{"id":"ci_1","type":"code_interpreter_call","status":"completed","container_id":"c","code":"print(1)","outputs":null}"#
  static let shell =
    #"{"id":"sh_1","type":"shell_call","status":"completed","call_id":"call_3","action":{"commands":["ls -l","pwd"],"timeout_ms":null}}"#
  static let shellOutput =
    #"{"id":"so_1","type":"shell_call_output","status":"completed","call_id":"call_3","output":[{"stdout":"a\n","stderr":"","outcome":{"type":"exit","exit_code":0}},{"stdout":"b\n","stderr":"c","outcome":{"type":"timeout"}}]}"#
  static let remote =
    #"{"id":"mcp_1","type":"mcp_call","status":"completed","server_label":"wiki","name":"ask","arguments":"{}","output":"found","error":null}"#
  static let usage = #"{"input_tokens":3,"output_tokens":9,"total_tokens":12}"#
  static var output: String {
    [reasoning, message, call, custom, code, shell, shellOutput, remote].joined(separator: ",")
  }
  static var completed: String { #"{\#(head),"status":"completed","output":[\#(output)],"usage":\#(usage)}"# }

  /// The events' payloads, numbered.
  static var events: [String] {
    bodies.enumerated().map { number, body in "{\"sequence_number\":\(number),\(body)}" }
  }

  private static var bodies: [String] {
    [
      #""type":"response.created","response":{\#(head),"status":"in_progress","output":[],"usage":null}"#,
      #""type":"response.in_progress","response":{\#(head),"status":"in_progress","output":[],"usage":null}"#,
    ] + reasoningEvents + messageEvents + callEvents + shellEvents + [
      #""type":"response.completed","response":\#(completed)"#
    ]
  }

  private static var reasoningEvents: [String] {
    [
      #""type":"response.output_item.added","output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[],"content":[]}"#,
      #""type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}"#,
      #""type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"In "#
        + #"short.","obfuscation":"Xy9""#,
      #""type":"response.reasoning_summary_text.done","item_id":"rs_1","output_index":0,"summary_index":0,"text":"In short.""#,
      #""type":"response.reasoning_summary_part.done","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":"In short."}"#,
      #""type":"response.content_part.added","item_id":"rs_1","output_index":0,"content_index":0,"part":{"type":"reasoning_text","text":""}"#,
      #""type":"response.reasoning_text.delta","item_id":"rs_1","output_index":0,"content_index":0,"delta":"Let me "#
        + #"think.""#,
      #""type":"response.reasoning_text.done","item_id":"rs_1","output_index":0,"content_index":0,"text":"Let me think.""#,
      #""type":"response.output_item.done","output_index":0,"item":\#(reasoning)"#,
    ]
  }

  private static var messageEvents: [String] {
    let place = #""item_id":"msg_1","output_index":1,"content_index":"#
    return [
      #""type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}"#,
      #""type":"response.content_part.added",\#(place)0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}"#,
      #""type":"response.output_text.delta",\#(place)0,"delta":"Hello","logprobs":[{"token":"Hello","logprob":-1,"top_logprobs":[]}]"#,
      #""delta":" you.","logprobs":[],\#(place)0,"type":"response.output_text.delta""#,
      #""type":"response.output_text.annotation.added",\#(place)0,"annotation_index":0,"annotation":\#(citation)"#,
      #""type":"response.output_text.annotation.added",\#(place)0,"annotation_index":1,"annotation":\#(second)"#,
      #""type":"response.output_text.done",\#(place)0,"text":"Hello you.","logprobs":[]"#,
      #""type":"response.content_part.done",\#(place)0,"part":\#(text)"#,
      #""type":"response.content_part.added",\#(place)1,"part":{"type":"refusal","refusal":""}"#,
      #""type":"response.refusal.delta",\#(place)1,"delta":"But no.""#,
      #""type":"response.refusal.done",\#(place)1,"refusal":"But no.""#,
      #""type":"response.content_part.done",\#(place)1,"part":\#(refusal)"#,
      #""type":"response.output_item.done","output_index":1,"item":\#(message)"#,
    ]
  }

  private static var callEvents: [String] {
    [
      #""type":"response.output_item.added","output_index":2,"item":{"id":"fc_1","type":"function_call","status":"in_progress","name":"kill","arguments":"","call_id":"call_1"}"#,
      #""type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":2,"delta":"{\"pid\":""#,
      #""type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":2,"delta":"1}""#,
      #""type":"response.function_call_arguments.done","item_id":"fc_1","output_index":2,"name":"kill","arguments":"{\"pid\":1}""#,
      #""type":"response.output_item.done","output_index":2,"item":\#(call)"#,
      #""type":"response.output_item.added","output_index":3,"item":{"id":"ctc_1","type":"custom_tool_call","name":"sql","input":"","call_id":"call_2"}"#,
      #""type":"response.custom_tool_call_input.delta","item_id":"ctc_1","output_index":3,"delta":"select 1""#,
      #""type":"response.custom_tool_call_input.done","item_id":"ctc_1","output_index":3,"input":"select 1""#,
      #""type":"response.output_item.done","output_index":3,"item":\#(custom)"#,
      #""type":"response.output_item.added","output_index":4,"item":{"id":"ci_1","type":"code_interpreter_call","status":"in_progress","container_id":"c","code":"","outputs":null}"#,
      #""type":"response.code_interpreter_call.in_progress","item_id":"ci_1","output_index":4"#,
      #""type":"response.code_interpreter_call_code.delta","item_id":"ci_1","output_index":4,"delta":"print(1)""#,
      #""type":"response.code_interpreter_call_code.done","item_id":"ci_1","output_index":4,"code":"print(1)""#,
      #""type":"response.output_item.done","output_index":4,"item":\#(code)"#,
    ]
  }

  private static var shellEvents: [String] {
    [
      #""type":"response.output_item.added","output_index":5,"item":{"id":"sh_1","type":"shell_call","status":"in_progress","call_id":"call_3","action":{"commands":[]}}"#,
      #""type":"response.shell_call_command.added","output_index":5,"command_index":0,"command":"ls""#,
      #""type":"response.shell_call_command.delta","output_index":5,"command_index":0,"delta":" -l""#,
      #""type":"response.shell_call_command.done","output_index":5,"command_index":0,"command":"ls -l""#,
      #""type":"response.shell_call_command.added","output_index":5,"command_index":1,"command":"pwd""#,
      #""type":"response.shell_call_command.done","output_index":5,"command_index":1,"command":"pwd""#,
      #""type":"response.output_item.done","output_index":5,"item":\#(shell.replacing(#","timeout_ms":null"#, with: ""))"#,
      #""type":"response.output_item.added","output_index":6,"item":{"id":"so_1","type":"shell_call_output","call_id":"call_3","output":[]}"#,
      #""type":"response.shell_call_output_content.delta","item_id":"so_1","output_index":6,"command_index":0,"delta":{"stdout":"a\n"}"#,
      #""type":"response.shell_call_output_content.delta","item_id":"so_1","output_index":6,"command_index":1,"delta":{"stdout":"b\n","stderr":"c"}"#,
      #""type":"response.shell_call_output_content.done","item_id":"so_1","output_index":6,"command_index":1,"output":[{"stdout":"b\n","stderr":"c","outcome":{"type":"timeout"}}]"#,
      #""type":"response.output_item.done","output_index":6,"item":\#(shellOutput)"#,
      #""type":"response.output_item.added","output_index":7,"item":{"id":"mcp_1","type":"mcp_call","status":"in_progress","server_label":"wiki","name":"ask","arguments":""}"#,
      #""type":"response.mcp_call_arguments.delta","item_id":"mcp_1","output_index":7,"delta":"{}""#,
      #""type":"response.mcp_call_arguments.done","item_id":"mcp_1","output_index":7,"arguments":"{}""#,
    ]
  }
}
