/** The types that no module of ours can say by itself: what JupyterLab hands to a widget, and what h() takes. */

/** What can stand in an element. What is null, undefined or false is left out. */
export type Child = Node | string | null | undefined | false;
export type Children = Child | readonly Children[];

export type Attribute = string | number | boolean | null | undefined;
export type Listeners = {
  [Type in keyof HTMLElementEventMap as `on${Type}`]?: (event: HTMLElementEventMap[Type]) => void;
};
export type Attributes = Listeners & { [name: string]: Attribute | Function };

/** A message to Python: what to do, and with what. */
export type Message = { do: string; [name: string]: unknown };
export type Send = (message: Message) => void;

/** How far a learner is with what a widget asks; nothing where it asks nothing, `empty` where there is nothing to ask. */
export type Standing = "" | "open" | "started" | "done" | "wrong" | "empty";

/** What Python's CourseWidget keeps in step with the page. */
export interface State<View> {
  view: View;
  begun?: number;
  follows: boolean;
  module: string;
  place: string;
  library: string;
}

/** The modules by path, the style, and what tells one state of them from another. */
export interface Sources {
  sources: Record<string, string>;
  style: string;
  version: string;
}

/** Python's answer to a message, also where nothing has changed; to `library`, it is the library. */
export type Reply = { re: string; library?: Sources };

/** What the kernel sends once for all widgets. */
export interface Library {
  get<Name extends keyof Sources>(name: Name): Sources[Name];
}

/** What a widget uses of its model. */
export interface Model<View> {
  widget_manager: { has_model(id: string): boolean; get_model(id: string): Promise<Library> };
  get<Name extends keyof State<View>>(name: Name): State<View>[Name];
  set<Name extends keyof State<View>>(name: Name, value: State<View>[Name]): void;
  send(message: Message): void;
  on(event: "msg:custom", heard: (content: Reply) => void): void;
  on(event: string, heard: () => void): void;
  off(event: "msg:custom", heard: (content: Reply) => void): void;
  off(event: string, heard: () => void): void;
}

/** What anywidget calls a widget with. */
export interface Context<View> {
  model: Model<View>;
  el: HTMLElement;
}
